const ESCAPES: Readonly<Record<string, string>> = {
  '\x07': '\\a',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\v': '\\v',
  '\f': '\\f',
  '\r': '\\r',
  '"': '\\"',
  '\\': '\\\\',
};

/**
 * A path as git writes it in a patch header (core.quotePath): in double quotes with C escapes and octal bytes when it
 * holds a control character, a quote, a backslash or a byte above 0x7f; as it is otherwise.
 * @param path the path as latin1 bytes, with its `a/` or `b/` prefix.
 */
export function quotePath(path: string): string {
  let quoted = '';
  for (const char of path) {
    const code = char.charCodeAt(0);
    const escape = ESCAPES[char];
    if (escape !== undefined) quoted += escape;
    else if (code < 0x20 || code >= 0x7f) quoted += `\\${code.toString(8).padStart(3, '0')}`;
    else quoted += char;
  }
  return quoted === path ? path : `"${quoted}"`;
}
