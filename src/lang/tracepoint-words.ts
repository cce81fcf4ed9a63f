/** What include/linux/tracepoint.h makes of the name of a trace event. */
export const traceCalls = (name: string): readonly string[] => [
  `trace_${name}`,
  `trace_${name}_rcuidle`,
  `trace_call__${name}`,
];

export const traceTest = (name: string): string => `trace_${name}_enabled`;

/** What else only code that needs the event names: probes, and the event's own object. */
export const traceProbes = (name: string): readonly string[] => [
  `register_trace_${name}`,
  `register_trace_prio_${name}`,
  `unregister_trace_${name}`,
  `check_trace_callback_type_${name}`,
  `__tracepoint_${name}`,
  `event_${name}`,
];

/** The event that a word may be the call of; undefined for any other word. */
export function eventOfCall(word: string): string | undefined {
  return /^trace_(?:call__)?(\w+?)(?:_rcuidle|_enabled)?$/.exec(word)?.[1];
}
