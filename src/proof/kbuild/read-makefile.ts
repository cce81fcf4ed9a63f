/** A logical line of a makefile, as make takes it. */
export type MakeLine =
  | { readonly kind: 'if'; readonly test: MakeTest }
  | { readonly kind: 'else'; readonly test: MakeTest | undefined }
  | { readonly kind: 'endif' }
  | { readonly kind: 'assign'; readonly name: string; readonly operator: string; readonly value: string }
  /** A rule, a recipe's line, an include, a line of a define: compared as it stands. */
  | { readonly kind: 'other'; readonly text: string };

export interface MakeTest {
  readonly word: 'ifdef' | 'ifndef' | 'ifeq' | 'ifneq';
  readonly text: string;
}

const DIRECTIVE = /^[ \t]*(?:(else)\b[ \t]*)?(?:(ifdef|ifndef|ifeq|ifneq)\b(.*)|(endif)\b.*)?$/s;
const ASSIGN =
  /^[ \t]*((?:(?:export|override|private|unexport)[ \t]+)*)([^\s:=#?+!]+(?:[^:=#?+!\n]*[^\s:=#?+!])?)[ \t]*(\+=|\?=|!=|:{0,3}=)[ \t]*(.*)$/s;

/** Reads a makefile (make.info, "Writing Makefiles"). Total: what is no directive and no assignment is an `other`. */
export function readMakefile(text: string): MakeLine[] {
  const lines: MakeLine[] = [];
  let defines = 0;
  let isRuleOpen = false;
  for (const raw of logicalLines(text)) {
    const isRecipe = isRuleOpen && raw.startsWith('\t');
    const line = isRecipe ? raw : stripComment(raw);
    if (line.trim() === '') continue;
    if (/^ *define[ \t]/.test(line)) defines++;
    if (defines > 0) {
      if (/^ *endef\b/.test(line)) defines--;
      lines.push({ kind: 'other', text: raw.trim() });
      continue;
    }
    const read = readLine(line, isRecipe);
    if (!isRecipe) isRuleOpen = opensRule(read, isRuleOpen);
    lines.push(read);
  }
  return lines;
}

/**
 * Whether a line that begins with a tab belongs to a recipe after this one: a rule begins one, an assignment or an
 * include ends it, a conditional leaves it (make.info, "Recipe Syntax": a tab is nothing special elsewhere).
 */
function opensRule(line: MakeLine, isRuleOpen: boolean): boolean {
  if (line.kind === 'assign') return false;
  if (line.kind !== 'other') return isRuleOpen;
  if (/^(?:[-s]?include|define|export|unexport|vpath)\b/.test(line.text)) return false;
  return isRuleOpen || line.text.includes(':');
}

function readLine(line: string, isRecipe: boolean): MakeLine {
  const directive = DIRECTIVE.exec(line);
  const [, otherwise, word, rest, end] = directive ?? [];
  if (end !== undefined) return { kind: 'endif' };
  const test = word === undefined ? undefined : { word: word as MakeTest['word'], text: rest!.trim() };
  if (otherwise !== undefined) return { kind: 'else', test };
  if (test) return { kind: 'if', test };
  const assign = isRecipe ? null : ASSIGN.exec(line);
  if (!assign) return { kind: 'other', text: line.trim().replace(/\s+/g, ' ') };
  const [, words, name, operator, value] = assign;
  return {
    kind: 'assign',
    name: `${words!.replace(/\s+/g, ' ')}${name!}`,
    operator: operator!,
    value: value!.trim(),
  };
}

function* logicalLines(text: string): Generator<string> {
  const parts: string[] = [];
  for (const raw of text.split('\n')) {
    const line = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
    const isContinued = /(?:^|[^\\])(?:\\\\)*\\$/.test(line);
    const part = isContinued ? line.slice(0, -1) : line;
    parts.push(parts.length === 0 ? part : part.trimStart());
    if (isContinued) continue;
    yield parts.join(' ');
    parts.length = 0;
  }
  if (parts.length > 0) yield parts.join(' ');
}

function stripComment(line: string): string {
  let at = line.indexOf('#');
  while (at > 0 && line[at - 1] === '\\') at = line.indexOf('#', at + 1);
  return at < 0 ? line : line.slice(0, at);
}
