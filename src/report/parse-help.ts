export interface HelpOption {
  /** Without the dash; absent: there is none. */
  readonly short?: string;
  /** Without the dashes. */
  readonly long: string;
  /** What stands for its value; absent: it has none. */
  readonly value?: string;
  readonly about: string;
}

/** A command's --help, taken apart: what completions and the man page are made of, so that all say the same. */
export interface CommandHelp {
  /** Of a subcommand; '' for the run itself. */
  readonly name: string;
  /** What stands behind `Usage:`, a line for each form. */
  readonly usage: readonly string[];
  /** Text before and after the options, in paragraphs. */
  readonly before: readonly string[];
  readonly options: readonly HelpOption[];
  readonly after: readonly string[];
}

const OPTION = /^ {2}(?:-(\w), | {4})--([\w-]+)(?: ([A-Z][^\s]*))? {2,}(\S.*)$/;

/** Takes the text of --help apart: usage, paragraphs, `Options:`, more paragraphs. */
export function parseHelp(name: string, text: string): CommandHelp {
  const [usage = '', ...blocks] = text.trimEnd().split(/\n{2,}/);
  const at = blocks.findIndex((block) => block.startsWith('Options:'));
  const options: { short?: string; long: string; value?: string; about: string }[] = [];
  for (const line of (blocks[at] ?? '').split('\n').slice(1)) {
    const match = OPTION.exec(line);
    const last = options.at(-1);
    if (match) {
      const [, short, long, value, about] = match;
      const own = { long: long!, about: about! };
      options.push({
        ...(short === undefined ? {} : { short }),
        ...own,
        ...(value === undefined ? {} : { value }),
      });
    } else if (last) last.about += ` ${line.trim()}`;
  }
  return {
    name,
    usage: usage
      .replace(/^Usage:/, '')
      .split('\n')
      .map((line) => line.trim()),
    before: at < 0 ? blocks : blocks.slice(0, at),
    options,
    after: at < 0 ? [] : blocks.slice(at + 1),
  };
}
