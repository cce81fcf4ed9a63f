import type { CommandHelp, HelpOption } from './parse-help.js';

/** excise(1), in the man macros of groff (groff_man(7)), made of what --help says. */
export function renderManPage([main, ...subcommands]: readonly CommandHelp[]): string {
  const out = [
    '.\\" Made from --help by npm run man; don\'t edit it.',
    '.TH EXCISE 1 "" "excise" "User Commands"',
    '.SH NAME',
    'excise \\- take out of a C tree what a rule says is gone, and what that makes dead',
    '.SH SYNOPSIS',
    ...main!.usage.flatMap((line, i) => (i === 0 ? [synopsis(line)] : ['.br', synopsis(line)])),
    '.SH DESCRIPTION',
    ...paragraphs(main!.before),
    '.SH OPTIONS',
    ...main!.options.flatMap(optionLines),
    ...main!.after.flatMap(sectionOf),
  ];
  for (const { name, usage, before, options, after } of subcommands) {
    out.push(`.SH EXCISE ${escape(name.toUpperCase())}`);
    usage.forEach((line, i) => out.push(...(i === 0 ? [] : ['.br']), synopsis(line)));
    out.push('.PP', ...paragraphs(before), ...options.flatMap(optionLines));
    if (after.length > 0) out.push('.PP', ...paragraphs(after));
  }
  out.push('.SH SEE ALSO', '.BR git\\-apply (1),', '.BR git\\-send\\-email (1)');
  return `${out.join('\n')}\n`;
}

function synopsis(line: string): string {
  return escape(line).replace(/^(\S+(?: [a-z]+)?)/, '\\fB$1\\fR');
}

function optionLines({ short, long, value, about }: HelpOption): string[] {
  const names = [...(short === undefined ? [] : [`-${short}`]), `--${long}`].map(
    (name) => `\\fB${escape(name)}\\fR`,
  );
  return ['.TP', names.join(', ') + (value === undefined ? '' : ` \\fI${escape(value)}\\fR`), escape(about)];
}

/** `Examples:` and `Exit codes:` are sections, other paragraphs follow what is before them. */
function sectionOf(block: string): string[] {
  const examples = /^Examples:\n([^]*)$/.exec(block);
  if (examples) {
    const lines = examples[1]!.split('\n').map((line) => line.trim().split(/ {2,}/));
    return [
      '.SH EXAMPLES',
      ...lines.flatMap(([command, about]) => ['.TP', `\\fB${escape(command!)}\\fR`, escape(about ?? '')]),
    ];
  }
  const codes = /^Exit codes: ([^]*)$/.exec(block);
  return codes ? ['.SH EXIT STATUS', ...paragraphs([codes[1]!])] : ['.PP', ...paragraphs([block])];
}

/** Lines that are moved in stay as they are. */
function paragraphs(blocks: readonly string[]): string[] {
  return blocks.flatMap((block, i) => [
    ...(i === 0 ? [] : ['.PP']),
    ...(/^ {2}/m.test(block)
      ? ['.nf', ...block.split('\n').map(escape), '.fi']
      : block.split('\n').map((line) => escape(line.trim()))),
  ]);
}

/** Text that groff shows as it is: ASCII, with what begins a request or an escape made harmless. */
function escape(text: string): string {
  return text
    .replace(/\\/g, '\\e')
    .replace(/-/g, '\\-')
    .replace(/`/g, '\\`')
    .replace(/\^/g, '\\(ha')
    .replace(/~/g, '\\(ti')
    .replace(/…/g, '...')
    .replace(/[’']/g, '\\(cq')
    .replace(/^\./, '\\&.');
}
