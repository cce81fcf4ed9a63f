import type { Span } from '../../../text/span.js';
import type { Directive } from './directives.js';

/** A group of an if-section (C11 6.10p1) with the directive that opens it. */
export interface Group {
  readonly directive: Directive;
  /** From the end of its directive's line to the start of the next directive of the section. */
  readonly content: Span;
}

/** An if-section: from the start of its `#if` line past the line end of its `#endif`. */
export interface IfSection extends Span {
  readonly groups: readonly Group[];
  readonly endif: Directive;
  /** Index of the enclosing section, -1 at the top, and the index of the group in it. */
  readonly parent: number;
  readonly parentGroup: number;
}

export type DefectKind = 'unterminated' | 'no-if' | 'after-else';

/** A directive that pairs with nothing. */
export interface ConditionalDefect {
  readonly kind: DefectKind;
  /** Offset of the directive's `#`. */
  readonly offset: number;
  /** Where the pairing of directives can't be trusted. */
  readonly region: Span;
}

export interface ConditionalTree {
  /** All sections in the order of their `#if`, so that a section comes before those that it holds. */
  readonly sections: readonly IfSection[];
  readonly defects: readonly ConditionalDefect[];
}

interface OpenSection {
  readonly index: number;
  readonly directives: Directive[];
  readonly parent: number;
  readonly parentGroup: number;
  defect: boolean;
}

const OPENS: ReadonlySet<string> = new Set(['if', 'ifdef', 'ifndef']);
const CONTINUES: ReadonlySet<string> = new Set(['elif', 'elifdef', 'elifndef', 'else']);

/**
 * Pairs the conditional directives of a file, given in order. Never throws: what pairs with nothing is a defect.
 * An `#if` without `#endif` makes all that follows it doubtful, an `#endif` without `#if` all that precedes it, and a
 * group after `#else` its whole section.
 */
export function buildConditionalTree(textLength: number, directives: readonly Directive[]): ConditionalTree {
  // Sections close inside out but are listed in the order of their #if: each takes its place when it opens.
  const slots: (IfSection | undefined)[] = [];
  const defects: ConditionalDefect[] = [];
  const open: OpenSection[] = [];
  for (const directive of directives) {
    const top = open.at(-1);
    if (OPENS.has(directive.kind)) {
      const parent = top ? top.index : -1;
      const parentGroup = top ? top.directives.length - 1 : -1;
      open.push({ index: slots.length, directives: [directive], parent, parentGroup, defect: false });
      slots.push(undefined);
    } else if (directive.kind === 'endif') {
      if (!top) {
        defects.push({
          kind: 'no-if',
          offset: directive.hash,
          region: { start: 0, end: directive.end },
        });
        continue;
      }
      open.pop();
      slots[top.index] = closeSection(top, directive);
      if (top.defect) {
        const region = { start: top.directives[0]!.start, end: directive.end };
        defects.push({ kind: 'after-else', offset: directive.hash, region });
      }
    } else if (CONTINUES.has(directive.kind)) {
      if (!top) {
        defects.push({ kind: 'no-if', offset: directive.hash, region: { start: 0, end: directive.end } });
        continue;
      }
      if (top.directives.at(-1)!.kind === 'else') top.defect = true;
      top.directives.push(directive);
    }
  }
  for (const { directives: left } of open) {
    const { hash, start } = left[0]!;
    defects.push({ kind: 'unterminated', offset: hash, region: { start, end: textLength } });
  }
  return { sections: listSections(slots), defects };
}

function closeSection(section: OpenSection, endif: Directive): IfSection {
  const { directives, parent, parentGroup } = section;
  const groups = directives.map((directive, i) => ({
    directive,
    content: { start: directive.end, end: (directives[i + 1] ?? endif).start },
  }));
  return { start: directives[0]!.start, end: endif.end, groups, endif, parent, parentGroup };
}

/** Closes the gaps that unterminated sections leave in the list; what they hold becomes top-level. */
function listSections(slots: readonly (IfSection | undefined)[]): IfSection[] {
  const place: number[] = [];
  const sections: IfSection[] = [];
  for (const section of slots) {
    place.push(section ? sections.length : -1);
    if (!section) continue;
    const parent = section.parent < 0 ? -1 : place[section.parent]!;
    sections.push(parent === section.parent ? section : { ...section, parent });
  }
  return sections;
}
