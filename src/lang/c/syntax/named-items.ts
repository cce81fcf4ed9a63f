import type { CNameKind } from '../../facts.js';
import { tokenText, type Tokens } from './lex.js';
import type { OutlineItem } from './outline.js';

/** Macros at file scope that define a trace event; its name is an argument of theirs (include/linux/tracepoint.h). */
const EVENT = /^(?:\w+_)?TRACE_EVENT(?:_\w+)?$|^DECLARE_TRACE(?:_\w+)?$/;
/** The same for an event of a class, or of a subsystem's own macro around that. */
const EVENT_OF_CLASS = /^DEFINE_(?:\w+_)?EVENT(?:_\w+)?$/;
const EVENT_CLASS = /^(?:\w+_)?DECLARE_EVENT_CLASS(?:_\w+)?$/;

/** Macros that define an object by its name, their first argument. */
const OBJECT =
  /^DEFINE_(?:RAW_)?(?:MUTEX|SPINLOCK|RWLOCK|SEQLOCK|RT_MUTEX|WW_MUTEX|SEMAPHORE|IDA|IDR|XARRAY\w*|HASHTABLE|READ_MOSTLY_HASHTABLE|KFIFO|TIMER|RATELIMIT_STATE|STATIC_SRCU|SRCU|STATIC_KEY_\w+|PERCPU_RWSEM|WAIT|DMA_BUF_\w+)$|^H?LIST_(?:BL_)?HEAD$|^LLIST_HEAD$|^DECLARE_(?:WORK|DELAYED_WORK|DEFERRABLE_WORK|TASKLET|TASKLET_DISABLED|BITMAP|RWSEM|COMPLETION|WAIT_QUEUE_HEAD|KFIFO|HASHTABLE)$/;

/** The trace event that a top-level invocation defines, or the class that it declares; undefined for any other item. */
export function eventOf(
  item: OutlineItem,
): { readonly name: string; readonly isClass: boolean; readonly of?: string } | undefined {
  if (item.kind !== 'invocation') return undefined;
  const macro = item.names[0] ?? '';
  const [first, second] = item.arguments;
  if (first === undefined) return undefined;
  if (EVENT_CLASS.test(macro)) return { name: first, isClass: true };
  if (EVENT.test(macro)) return { name: first, isClass: false };
  if (!EVENT_OF_CLASS.test(macro)) return undefined;
  // DEFINE_EVENT(class, name, …), but DEFINE_FOO_EVENT(name).
  const isPlain = /^DEFINE_EVENT(?:_(?:FN|PRINT|CONDITION|NOP))?$/.test(macro);
  if (isPlain) return second === undefined ? undefined : { name: second, isClass: false, of: first };
  return { name: first, isClass: false };
}

/** The object that a top-level invocation defines: `DEFINE_MUTEX(m);`. */
export function objectOf(item: OutlineItem): string | undefined {
  if (item.kind !== 'invocation' || item.body !== null) return undefined;
  return item.arguments[0] !== undefined && OBJECT.test(item.names[0] ?? '') ? item.arguments[0] : undefined;
}

/** Whether a top-level range can define or declare a thing of this kind; names of one kind may be those of another. */
export function mayDeclare(tokens: Tokens, item: OutlineItem, what: CNameKind, name: string): boolean {
  if (what === 'type') {
    // `struct s { … } object;` declares both.
    return item.kind === 'type' || (item.kind === 'variable' && definesTag(tokens, item, name));
  }
  return item.kind !== 'type';
}

function definesTag(tokens: Tokens, item: OutlineItem, name: string): boolean {
  for (let i = item.firstToken; i + 2 < item.endToken; i++) {
    if (!/^(?:struct|union|enum)$/.test(tokenText(tokens, i)) || tokenText(tokens, i + 1) !== name) continue;
    return item.body !== null && tokens.start[i + 2]! <= item.body.start;
  }
  return false;
}
