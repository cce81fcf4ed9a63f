import type { Span } from '../../../text/span.js';
import { fieldOf, namedChildren, type SyntaxNode } from '../syntax/syntax-node.js';

export interface StoreView {
  /** Whether nothing is left of a statement. */
  readonly isDead: (node: SyntaxNode) => boolean;
  /** Whether evaluating the expression changes nothing. */
  readonly isPure: (node: SyntaxNode) => boolean;
  /** Whether a comment or a directive stands in the span. */
  readonly holdsMore: (span: Span) => boolean;
}

/**
 * What goes where the statements that only set an unused local go: an `if` that guarded nothing else goes with them
 * when its condition only computes, an `else` whose whole branch they are goes, too.
 * @returns null where one of them can't go: it is the body of an `if` that must stay.
 */
export function widenStores(stores: readonly SyntaxNode[], view: StoreView): SyntaxNode[] | null {
  const units = new Set(stores);
  for (let again = true; again;) {
    again = false;
    for (const unit of [...units]) {
      const wider = widen(unit, units, view);
      if (!wider) continue;
      units.delete(unit);
      units.add(wider);
      again = true;
    }
  }
  const kept = [...units].filter(
    (unit) => ![...units].some((other) => other !== unit && contains(other, unit)),
  );
  // What is left as the only statement of a branch must stay a statement.
  const isStuck = kept.some(
    (unit) => /^(?:if_statement|else_clause)$/.test(unit.parent?.type ?? '') && unit.type !== 'else_clause',
  );
  return isStuck ? null : kept;
}

function contains(outer: SyntaxNode, inner: SyntaxNode): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

function widen(unit: SyntaxNode, units: ReadonlySet<SyntaxNode>, view: StoreView): SyntaxNode | null {
  const { parent } = unit;
  const isGone = (node: SyntaxNode) => units.has(node) || view.isDead(node);
  switch (parent?.type) {
    case 'compound_statement': {
      const isBranch = /^(?:if_statement|else_clause)$/.test(parent.parent?.type ?? '');
      const statements = namedChildren(parent);
      return isBranch && statements.every(isGone) && !view.holdsMore(parent) ? parent : null;
    }
    case 'else_clause':
      return parent;
    case 'if_statement': {
      const consequence = fieldOf(parent, 'consequence');
      const alternative = fieldOf(parent, 'alternative');
      const condition = fieldOf(parent, 'condition');
      if (!consequence || !condition) return null;
      const rest = alternative ? isGone(alternative) : true;
      return isGone(consequence) && rest && view.isPure(condition) ? parent : null;
    }
    default:
      return null;
  }
}
