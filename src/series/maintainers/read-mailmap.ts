import type { Identity } from '../../git/read-identity.js';

/** Gives a person's present name and address. */
export type Mailmap = (identity: Identity) => Identity;

interface Entry {
  readonly name: string | undefined;
  readonly email: string | undefined;
}

/**
 * Reads a .mailmap (gitmailmap(5)): `Name <old@…>`, `<new@…> <old@…>`, `Name <new@…> <old@…>` and
 * `Name <new@…> Old Name <old@…>`. Case of addresses and old names doesn't count.
 * @param text latin1.
 */
export function readMailmap(text: string): Mailmap {
  const entries = new Map<string, Entry>();
  for (const line of Buffer.from(text, 'latin1').toString().split('\n')) {
    const found = /^\s*([^<#]*)<([^>]*)>\s*(?:([^<#]*)<([^>]*)>)?/.exec(line);
    if (!found) continue;
    const [, name = '', first = '', oldName = '', second] = found;
    const email = second === undefined ? undefined : first.trim();
    entries.set(keyOf(oldName, second ?? first), { name: name.trim() || undefined, email });
  }
  return (identity) => {
    const entry = entries.get(keyOf(identity.name, identity.email)) ?? entries.get(keyOf('', identity.email));
    return entry ? { name: entry.name ?? identity.name, email: entry.email ?? identity.email } : identity;
  };
}

function keyOf(name: string, email: string): string {
  return `${name.trim()} <${email.trim()}>`.toLowerCase();
}
