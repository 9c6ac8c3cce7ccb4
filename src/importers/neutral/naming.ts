import { dashed } from '../../values/dashed.ts';

/** Names of services are part of names of objects, which have at most 63 characters. */
const LONGEST = 40;

/** The label for a text: a DNS label that begins with a letter; `fallback` if the text has no letter or digit. */
export const labelOf = (text: string, fallback: string): string => {
  const label = dashed(text).slice(0, LONGEST).replace(/-+$/, '');
  if (label === '') return fallback;
  return /^[a-z]/.test(label) ? label : `${fallback}-${label}`.slice(0, LONGEST).replace(/-+$/, '');
};

/** The last words of a path without its parameters, which distinguish services with paths of one route. */
export const lastWords = (path: string): string =>
  dashed(path.replace(/^(exact|regex):/, '').replace(/\{[^}]*\}|\\./g, ''))
    .split('-')
    .slice(-2)
    .join('-');

/** Gives out names, each once: a name that is taken gets a number. */
export class Names {
  private readonly taken: Set<string>;
  /** The number after which a free name of a label is looked for. */
  private readonly last = new Map<string, number>();

  /** `reserved`: names that nobody gets. */
  constructor(
    private readonly fallback: string,
    reserved: Iterable<string> = [],
  ) {
    this.taken = new Set(reserved);
  }

  /** A free name for a text. */
  of(text: string): string {
    const label = labelOf(text, this.fallback);
    for (let n = (this.last.get(label) ?? 0) + 1; ; n++) {
      const name = n === 1 ? label : `${label}-${n}`;
      this.last.set(label, n);
      if (this.taken.has(name)) continue;
      this.taken.add(name);
      return name;
    }
  }
}
