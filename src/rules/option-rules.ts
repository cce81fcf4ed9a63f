import { clip, UserError } from '../errors.js';
import { checkContradictions } from './check-contradictions.js';
import { readConfigValue } from './config-value.js';
import type { RemoveConfigEntry, RuleDocument, RulePosition } from './rule-document.js';
import { RuleError, type RuleProblem } from './rule-errors.js';

export interface OptionRules {
  /** Values of --remove-config: `X=y`; `CONFIG_X=y`, as it stands in a .config, says the same. */
  readonly removeConfig: readonly string[];
  readonly inherit: readonly string[];
  readonly dropSelects: boolean;
}

/**
 * The one document that the options of the command line state; none where they state none.
 * --inherit and --drop-selects belong to every --remove-config whose value isn't n.
 * @throws RuleError that points at the option.
 */
export function rulesFromOptions(options: OptionRules): RuleDocument[] {
  const first = options.removeConfig[0];
  if (first === undefined) {
    if (options.inherit.length > 0) throw new UserError('--inherit belongs to --remove-config X=y');
    if (options.dropSelects) throw new UserError('--drop-selects belongs to --remove-config X=y');
    return [];
  }
  const problems: RuleProblem[] = [];
  const heirs = options.inherit.map((name) => {
    const heir = name.replace(/^CONFIG_/, '');
    const at: RulePosition = { kind: 'option', option: `--inherit ${name}` };
    if (!isSymbol(heir)) problems.push({ at, message: 'expected the name of a Kconfig symbol' });
    return heir;
  });
  const entries: RemoveConfigEntry[] = [];
  for (const text of new Set(options.removeConfig)) {
    const at: RulePosition = { kind: 'option', option: `--remove-config ${text}` };
    const split = /^(?:CONFIG_)?([^=]*)(?:=(.*))?$/s.exec(text)!;
    const name = split[1]!;
    if (!isSymbol(name)) {
      problems.push({ at, message: `expected SYMBOL=VALUE, such as FOO=y, found '${clip(text)}'` });
      continue;
    }
    const value = readConfigValue(split[2] ?? '', false);
    if (value.kind === 'wrong') {
      const missing = split[2] === undefined || split[2] === '';
      problems.push({
        at,
        message: missing
          ? `expected a value: ${name}=y, ${name}=n, ${name}=64`
          : forShell(value.message, name, split[2]!),
      });
      continue;
    }
    const never = value.kind === 'tristate' && value.value === 'n';
    entries.push({
      action: 'remove',
      kind: 'config',
      name,
      value,
      inherit: never ? [] : heirs,
      dropSelects: !never && options.dropSelects,
      at,
      fieldsAt: new Map(
        heirs.length > 0
          ? [['inherit', { kind: 'option', option: `--inherit ${options.inherit.join(' --inherit ')}` }]]
          : [],
      ),
    });
  }
  problems.push(...checkContradictions(entries));
  if (problems.length > 0) throw new RuleError(problems);
  const at: RulePosition = { kind: 'option', option: `--remove-config ${first}` };
  return [{ at, entries, cascade: true, scope: { include: [], exclude: [] } }];
}

function isSymbol(name: string): boolean {
  return /^[A-Za-z0-9_]+$/.test(name);
}

/** The shell takes a string's quotes away, so the hint shows how to keep them. */
function forShell(message: string, name: string, text: string): string {
  return message.includes('takes quotes')
    ? `a string takes quotes that the shell leaves alone: '${name}="${clip(text)}"'`
    : message;
}
