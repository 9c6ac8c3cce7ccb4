// Lines of validate.sh that compare fields of objects in the cluster. Objects of one kind share the lines of equal fields.
import type { Check, Probe } from '../probes/probe.ts';
import { prefixOf, type Row, row } from './validate-row.ts';

type Configured = Extract<Check, { kind: 'configured' }>;

/** Objects of services; the ID of a check of another object has no name in front that several objects share. */
const OF_SERVICES = new Set([
  'HTTPRoute',
  'GRPCRoute',
  'SecurityPolicy',
  'BackendTrafficPolicy',
  'EnvoyExtensionPolicy',
]);

/** `{.a.b} {.a.c} {.d}` as `.a.{b,c} .d`. */
const shortPaths = (jsonpath: string): string => {
  const out: { parent: string; names: string[] }[] = [];
  for (const [, path] of jsonpath.matchAll(/\{([^{}]*)\}/g)) {
    const [, parent = '', name = ''] = /^(.+\.)(\w+)$/.exec(path!) ?? [];
    const last = out.at(-1);
    if (parent !== '' && last?.parent === parent) last.names.push(name);
    else out.push(parent === '' ? { parent, names: [path!] } : { parent, names: [name] });
  }
  return out.map(({ parent, names }) => parent + (names.length > 1 ? `{${names.join(',')}}` : names[0]!)).join(' ');
};

/** How a field is compared, and with what. A policy selects its routes by a label with its own name, so that policies share a line. */
const compared = ({ want, name, jsonpath }: Configured): [how: string, want: string] => {
  if (want.startsWith('~')) return ['contains', want.slice(1)];
  const words = want.split(' ');
  const isName = jsonpath.includes('.targetSelectors[*]') && words.every((w) => w === name);
  return isName ? ['own-name', String(words.length)] : ['is', want];
};

/** Objects of one kind that one call reads, by the prefix of their checks, and the lines of their fields. */
export class ObjectSet {
  readonly #heading: readonly string[];
  readonly #objects = new Map<string, string>();
  readonly #fields = new Map<string, { words: readonly string[]; prefixes: Set<string> }>();

  constructor(heading: readonly string[]) {
    this.#heading = heading;
  }

  /** Adds a field; false if the prefix is that of another object. */
  add({ id, title }: Probe, check: Configured, prefix: string): boolean {
    if ((this.#objects.get(prefix) ?? check.name) !== check.name) return false;
    this.#objects.set(prefix, check.name);
    const what = prefix === '' ? id : id.slice(prefix.length + 1);
    const words = [what, title, shortPaths(check.jsonpath), ...compared(check)];
    const key = words.join('\0');
    const field = this.#fields.get(key) ?? { words, prefixes: new Set() };
    this.#fields.set(key, field);
    field.prefixes.add(prefix);
    return true;
  }

  rows(): Row[] {
    return [
      row('objects', ...this.#heading, ...[...this.#objects].map(([prefix, name]) => `${prefix}:${name}`)),
      ...[...this.#fields.values()].map(({ words, prefixes }) => ({
        words: ['field', ...words, ...(prefixes.size === this.#objects.size ? [] : prefixes)],
        indent: '      ',
      })),
    ];
  }
}

/** The sets of one group of checks. */
export class ObjectSets {
  readonly #sets = new Map<string, ObjectSet[]>();

  /** Adds a field to the set of its object, and returns the set if it is a new one. */
  add(probe: Probe, c: Configured, file: string): ObjectSet | undefined {
    const heading = [c.resource, c.namespace, file];
    const prefix = OF_SERVICES.has(c.resource) ? prefixOf(probe.id) : '';
    // The call that reads a set fails if one of its objects has no element of this number.
    const own = prefix === '' ? [c.name] : /\[[1-9]/.test(c.jsonpath) ? [prefix] : [];
    const key = [...heading, ...own].join('\0');
    const sets = this.#sets.get(key) ?? [];
    this.#sets.set(key, sets);
    if (sets.some((s) => s.add(probe, c, prefix))) return undefined;
    const made = new ObjectSet(heading);
    made.add(probe, c, prefix);
    sets.push(made);
    return made;
  }
}
