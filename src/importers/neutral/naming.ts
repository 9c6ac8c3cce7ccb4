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

/** `a`, `b`, ... `z`, `aa`. */
const letters = (n: number): string =>
  (n < 26 ? '' : letters(Math.floor(n / 26) - 1)) + String.fromCharCode(97 + (n % 26));

/** Gives out names, each once: a name that is taken gets a letter at its end. */
export class Names {
  private readonly taken: Set<string>;
  private readonly labels: ReadonlySet<string>;
  /** The number of the letter after which a free name of a label is looked for. */
  private readonly last = new Map<string, number>();

  /** `reserved`: names that nobody gets. `wanted`: all texts that names will be asked for. */
  constructor(
    private readonly fallback: string,
    reserved: Iterable<string> = [],
    wanted: readonly string[] = [],
  ) {
    this.taken = new Set(reserved);
    this.labels = new Set([...this.taken, ...wanted.map((text) => labelOf(text, fallback))]);
  }

  /**
   * Whether it may be the name of a further route of another object: `users-2` of `users`, which has many paths
   * (answers/rules/names-rules.ts). Therefore letters follow a name that is taken, not numbers.
   */
  private isRoute(name: string): boolean {
    const base = /^(.+)-[1-9]\d*$/.exec(name)?.[1];
    return base !== undefined && (this.labels.has(base) || this.taken.has(base));
  }

  /** A free name for a text. */
  of(text: string): string {
    const label = labelOf(text, this.fallback);
    for (let n = this.last.get(label) ?? 0; ; n++) {
      const end = n === 0 ? '' : `-${letters(n)}`;
      const name = `${label.slice(0, LONGEST - end.length).replace(/-+$/, '')}${end}`;
      this.last.set(label, n + 1);
      if (this.taken.has(name) || this.isRoute(name)) continue;
      this.taken.add(name);
      return name;
    }
  }
}
