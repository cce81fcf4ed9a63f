import { factId, type ConfigFact } from '../facts.js';
import type { KnownValue } from './fold-expansion.js';

/**
 * How this tree's auto.conf writes strings. Linux writes them bare since 5.17 (`__print_symbol(…, false)` in
 * scripts/kconfig/confdata.c); older Kconfig, such as U-Boot's and BusyBox's, writes them in quotes.
 */
export type StringStyle = 'bare' | 'quoted' | 'unknown';

/** Tells the style from the text of the tree's scripts/kconfig/confdata.c. */
export function detectStringStyle(confdata: string): StringStyle {
  if (/print_symbol_for_autoconf[\s\S]{0,200}?OUTPUT_N_NONE,\s*false/.test(confdata)) return 'bare';
  return confdata.includes('conf_write_autoconf') ? 'quoted' : 'unknown';
}

/** What make gets for `$(CONFIG_name)`, by variable name. */
export function knownValues(facts: readonly ConfigFact[], style: StringStyle): Map<string, KnownValue> {
  const known = new Map<string, KnownValue>();
  for (const fact of facts) {
    const cause = factId(fact);
    const { kind, value } = fact.value;
    if (kind === 'tristate') {
      // n is not in auto.conf: the variable is undefined
      known.set(`CONFIG_${fact.name}`, {
        value: value === 'n' ? '' : value,
        safe: true,
        isTristate: true,
        cause,
      });
      if (value !== 'm') continue;
    } else {
      const isNumber = /^-?(?:0[xX][0-9A-Fa-f]+|[0-9]+)$/.test(value);
      const text = !isNumber && style === 'quoted' ? `"${value}"` : value;
      // Blanks at the ends and characters that make reads as its own would not survive being written out.
      const safe =
        (isNumber || style !== 'unknown') && /^[^$#\\\n\r%,(){}]*$/.test(value) && value.trim() === value;
      known.set(`CONFIG_${fact.name}`, { value: text, safe, isTristate: false, cause });
    }
  }
  return known;
}
