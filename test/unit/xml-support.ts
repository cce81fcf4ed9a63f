/** An element of an XML document. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (XmlElement | string)[];
}

const TOKEN = /<\?xml [^?]*\?>|<(\/?)([A-Za-z][\w:-]*)((?:\s+[A-Za-z][\w:-]*="[^"<]*")*)\s*(\/?)>|[^<]+/gy;

/** Reads the part of XML 1.0 that our reports write. @throws Error where the text isn't well-formed. */
export function readXml(text: string): XmlElement {
  // https://www.w3.org/TR/xml/#charsets
  const wrong = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u.exec(text);
  if (wrong) throw new Error(`no character of XML at ${wrong.index}`);
  const top: XmlElement & { children: (XmlElement | string)[] } = { name: '', attributes: {}, children: [] };
  const open = [top];
  let end = 0;
  for (const match of text.matchAll(TOKEN)) {
    const [token, slash, name, attributes = '', empty] = match;
    end = match.index + token.length;
    if (token.startsWith('<?')) continue;
    const around = open.at(-1)!;
    if (name === undefined) {
      if (around !== top) around.children.push(decode(token));
      else if (token.trim() !== '') throw new Error(`text outside of the document: ${token.slice(0, 40)}`);
    } else if (slash === '/') {
      if (around.name !== name) throw new Error(`</${name}> ends <${around.name}>`);
      open.pop();
    } else {
      const pairs = [...attributes.matchAll(/([\w:-]+)="([^"]*)"/g)].map(([, key, value]) => [
        key!,
        decode(value!),
      ]);
      const names = pairs.map(([key]) => key);
      if (new Set(names).size !== names.length) throw new Error(`an attribute twice: ${token}`);
      const element = { name, attributes: Object.fromEntries(pairs) as Record<string, string>, children: [] };
      around.children.push(element);
      if (empty === '') open.push(element);
    }
  }
  if (end !== text.length) throw new Error(`not XML: ${text.slice(end, end + 60)}`);
  if (open.length !== 1 || top.children.length !== 1) throw new Error('not one element');
  return top.children[0] as XmlElement;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decode(text: string): string {
  return text.replace(/&(?:(\w+);)?/g, (whole, name: string | undefined) => {
    const meant = name === undefined ? undefined : ENTITIES[name];
    if (meant === undefined) throw new Error(`no entity: ${whole}`);
    return meant;
  });
}
