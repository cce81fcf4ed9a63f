import { classifyFile } from '../../src/lang/file-kind.js';
import { makeOutline, type OutlineItem } from '../../src/lang/c/syntax/outline.js';
import { readText, type TreeView } from '../../src/scan/tree-view.js';

export const FUNCTION_KINDS = ['static', 'global', 'inline', 'exported'] as const;
export type FunctionKind = (typeof FUNCTION_KINDS)[number];

export interface DrawnFunction {
  readonly kind: FunctionKind;
  readonly name: string;
  readonly path: string;
  /** A constant of its type; absent for a function without value. */
  readonly returns?: string;
}

/** What x86 doesn't build, and programs that aren't the kernel. */
const LEFT_OUT = /^(?:tools|scripts|Documentation|samples|usr|rust)\/|^arch\/(?!x86\/)/;
const SCALAR =
  /^(?:int|long|short|char|unsigned|signed|[us]\d+|__[us]\d+|__[bl]e\d+|u?int\d+_t|size_t|ssize_t|loff_t|off_t|gfp_t|irqreturn_t|netdev_tx_t|vm_fault_t|blk_status_t|dma_addr_t|phys_addr_t|resource_size_t|sector_t|ktime_t|__poll_t|umode_t|dev_t|pgoff_t|u_char|u_int|uint|ulong)$/;

/** Draws as many functions of each kind, file by file; one whose type has no plain constant is drawn again. */
export function drawFunctions(tree: TreeView, count: number, random: () => number): DrawnFunction[] {
  const paths = tree.paths.filter((path) => classifyFile(path) === 'c' && !LEFT_OUT.test(path));
  const wanted = new Map<FunctionKind, number>(
    FUNCTION_KINDS.map((kind, i) => [kind, Math.floor((count + i) / FUNCTION_KINDS.length)]),
  );
  const drawn: DrawnFunction[] = [];
  for (let tries = 0; drawn.length < count && tries < 200_000; tries++) {
    const path = paths[Math.floor(random() * paths.length)]!;
    const text = readText(tree, path);
    const functions = makeOutline(text).items.filter((item) => item.kind === 'function' && item.body);
    const item = functions[Math.floor(random() * functions.length)];
    const found = item && describe(path, text, item);
    if (!found || wanted.get(found.kind)! <= 0 || drawn.some(({ name }) => name === found.name)) continue;
    wanted.set(found.kind, wanted.get(found.kind)! - 1);
    drawn.push(found);
  }
  return drawn;
}

function describe(path: string, text: string, item: OutlineItem): DrawnFunction | undefined {
  const [name] = item.names;
  // A program's: thousands of files of the tree have one of their own.
  if (name === undefined || name === 'main' || item.hasConditionalHead) return undefined;
  const kind = kindOf(path, text, item, name);
  const head = text.slice(item.head.start, item.head.end);
  const type = head.slice(0, head.indexOf(name)).replace(/\/\*.*?\*\//gs, ' ');
  const value = constantOf(type);
  if (kind === undefined || value === undefined) return undefined;
  return { kind, name, path, ...(value === null ? {} : { returns: value }) };
}

function kindOf(path: string, text: string, item: OutlineItem, name: string): FunctionKind | undefined {
  if (path.endsWith('.h')) return item.isStatic && item.isInline ? 'inline' : undefined;
  if (item.isStatic) return 'static';
  return new RegExp(String.raw`\bEXPORT_SYMBOL\w*\(\s*${name}\b`).test(text) ? 'exported' : 'global';
}

/** A constant of a type: null for void, undefined where the type's words say too little. */
function constantOf(type: string): string | null | undefined {
  if (type.includes('*')) return 'NULL';
  const words = [...type.matchAll(/[A-Za-z_]\w*/g)].map(([word]) => word);
  if (words.includes('struct') || words.includes('union')) return undefined;
  if (words.includes('bool')) return 'false';
  if (words.includes('enum') || words.some((word) => SCALAR.test(word))) return '0';
  return words.includes('void') ? null : undefined;
}
