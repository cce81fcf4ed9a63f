import { applyEdits } from '../../src/edit/apply-edits.js';
import { composeEdits } from '../../src/edit/compose-edits.js';
import { scanConditionals } from '../../src/lang/c/cpp/conditional-file.js';
import { makeConfigMacros, type ConfigMacrosOptions } from '../../src/lang/c/cpp/config-macros.js';
import { pruneEmptySections } from '../../src/lang/c/cpp/empty-sections.js';
import {
  resolveConditionals,
  type ConditionalResolution,
} from '../../src/lang/c/cpp/resolve-conditionals.js';
import type { ConfigFact } from '../../src/lang/facts.js';
import { makeSourceText } from '../../src/text/source-text.js';

/** `X=y`, `N=64`, `S="text"` as a fact. */
export function configFact(spec: string): ConfigFact {
  const [name, value] = spec.split('=') as [string, string];
  const kind = /^[ymn]$/.test(value) ? 'tristate' : 'literal';
  return { kind: 'config', name, value: { kind, value } as ConfigFact['value'] };
}

export interface Resolved extends ConditionalResolution {
  readonly text: string;
  readonly codes: readonly string[];
}

export interface ResolveOptions extends ConfigMacrosOptions {
  readonly prune?: boolean;
}

export function resolveText(text: string, facts: string, options: ResolveOptions = {}): Resolved {
  const source = makeSourceText('a.c', text);
  const file = scanConditionals(text);
  const macros = makeConfigMacros(facts.split(' ').map(configFact), options);
  const resolution = resolveConditionals(source, file, macros);
  const { removals, replacements } = options.prune
    ? pruneEmptySections(source, file, resolution.removals, resolution.replacements)
    : resolution;
  const edits = composeEdits(source, removals, replacements, { braces: true });
  return {
    ...resolution,
    text: applyEdits(text, edits),
    codes: resolution.leftovers.map(({ code }) => code),
  };
}
