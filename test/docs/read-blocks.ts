/**
 * The blocks of a Markdown file that say something which can be tried. A comment above a block tells how:
 *
 *     <!-- file: NAME -->      the block is this file of the folder in which the blocks below it run
 *     <!-- needs: TREE -->     commands that take a kernel's source, which stands as `linux` in their folder
 *     <!-- not run: WHY -->    commands that a test can't run
 */
export interface DocBlock {
  /** From 1, of the fence. */
  readonly line: number;
  /** Behind the fence: sh, console, diff, yaml or what else. */
  readonly language: string;
  readonly text: string;
  readonly file?: string;
  readonly needs?: string;
  readonly notRun?: string;
}

export function readBlocks(markdown: string): DocBlock[] {
  const blocks: DocBlock[] = [];
  const lines = markdown.split('\n');
  for (let i = 0; i < lines.length; i++) {
    const open = /^```(\S*)$/.exec(lines[i]!);
    if (!open) continue;
    const end = lines.indexOf('```', i + 1);
    const note = /^<!-- (file|needs|not run): (.+) -->$/.exec(lines[i - 1] ?? '');
    blocks.push({
      line: i + 1,
      language: open[1]!,
      text: lines
        .slice(i + 1, end)
        .map((line) => `${line}\n`)
        .join(''),
      ...(note?.[1] === 'file' ? { file: note[2]! } : {}),
      ...(note?.[1] === 'needs' ? { needs: note[2]! } : {}),
      ...(note?.[1] === 'not run' ? { notRun: note[2]! } : {}),
    });
    i = end;
  }
  return blocks;
}

/** A command of a `console` block with what it printed. */
export interface ConsoleStep {
  readonly command: string;
  readonly output: string;
}

export function readSteps(text: string): ConsoleStep[] {
  const parts = text.split(/^\$ /m).slice(1);
  return parts.map((part) => {
    const end = part.indexOf('\n');
    return { command: part.slice(0, end), output: part.slice(end + 1) };
  });
}

/** Whether an output is what a document shows: `…` stands for the rest of a line, or alone on one for any lines. */
export function fits(shown: string, output: string): boolean {
  const pattern = shown
    .split(/^…\n/m)
    .map((part) => part.split('…').map(quote).join('.*'))
    .join('(?:.*\\n)*');
  return new RegExp(`^${pattern}$`).test(output);
}

function quote(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
