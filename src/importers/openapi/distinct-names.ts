import { labelOf } from '../neutral/naming.ts';
import type { NeutralService } from '../neutral/neutral.ts';

/** `a`, `b`, ... `z`, `aa`. */
const letters = (n: number): string =>
  (n < 26 ? '' : letters(Math.floor(n / 26) - 1)) + String.fromCharCode(97 + (n % 26));

const LONGEST = 40;

/**
 * Names that differ by letters. A number behind a name is that of a further route of the service (answers/rules/names-rules.ts), so
 * `api-2` next to `api` would be refused.
 */
export const distinct = (services: readonly NeutralService[]): NeutralService[] => {
  const wanted = services.map((s) => labelOf(s.name, 'service'));
  const all = new Set(wanted);
  const taken = new Set<string>();
  return services.map((s, i) => {
    const label = wanted[i]!;
    const base = /^(.+)-[1-9]\d*$/.exec(label)?.[1];
    const isRoute = base !== undefined && all.has(base);
    let name = label;
    for (let n = 1; taken.has(name) || (isRoute && n === 1); n++) {
      const end = `-${letters(n)}`;
      name = `${label.slice(0, LONGEST - end.length).replace(/-+$/, '')}${end}`;
    }
    taken.add(name);
    return { ...s, name };
  });
};
