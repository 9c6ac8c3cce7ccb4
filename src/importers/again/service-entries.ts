// The requests of each service of answers, and whether they need a credential, so that versions of answers can be compared.
import { UNDECIDED } from '../../answers/schema/auth-schema.ts';
import { equal, isTree, type Tree } from '../../answers/yaml-layout.ts';
import type { Part } from '../neutral/neutral.ts';
import { type Reach, reachOf } from '../neutral/reach.ts';

/** The requests of one path of a service. */
export interface ServiceEntry {
  readonly name: string;
  readonly service: Tree;
  readonly reach: Reach;
  /** Whether requests need no credential. */
  readonly isOpen: boolean;
  /** Whether it is one of the paths in `public`. */
  readonly isException: boolean;
}

const isOpenAuth = (auth: unknown): boolean =>
  auth === 'none' || (Array.isArray(auth) && auth.includes('none')) || (isTree(auth) && auth.optional !== undefined);

const texts = (list: unknown): string[] =>
  Array.isArray(list)
    ? (list as unknown[]).map((x) => (isTree(x) ? String(x.hostname) : String(x)))
    : list === undefined
      ? []
      : [String(list)];

/** Conditions of a service as a reader has them. */
const partsOf = (service: Tree): Part[] => {
  const parts: Part[] = [];
  if (service.methods !== undefined) parts.push({ key: 'methods', value: texts(service.methods), from: [] });
  for (const key of ['headers', 'query'] as const)
    if (isTree(service[key]))
      for (const [name, value] of Object.entries(service[key])) parts.push({ key: `${key}.${name}`, value, from: [] });
  return parts;
};

/** How clients of a service authenticate, also if it is the default of all. */
const authOf = (answers: Tree, service: Tree): unknown =>
  service.auth ?? (isTree(answers.auth) ? answers.auth.default : undefined);

/** The entries of answers in the form of merging, by service. */
export const entriesOf = (form: Tree): Map<string, ServiceEntry[]> => {
  const out = new Map<string, ServiceEntry[]>();
  for (const [name, value] of Object.entries(isTree(form.services) ? form.services : {})) {
    if (!isTree(value)) continue;
    const auth = authOf(form, value);
    const several = Array.isArray(auth) && auth.length > 1;
    const hosts = texts(value.hostnames).map((v) => ({ value: v, from: [] }));
    const parts = partsOf(value);
    const entry = (path: string, isOpen: boolean, isException: boolean): ServiceEntry => {
      const reach = reachOf({ hosts, parts, auth: { is: 'unstated', from: [] } }, path);
      return { name, service: value, reach: { ...reach, hasVariants: several }, isOpen, isException };
    };
    out.set(name, [
      ...texts(value.paths).map((p) => entry(p, auth !== UNDECIDED && isOpenAuth(auth), false)),
      ...texts(value.public).map((p) => entry(p, true, true)),
    ]);
  }
  return out;
};

/** Whether two entries get the same requests, or the second one fewer. `isWide`: without hosts, both serve those of the gateway. */
export const covers = (wide: Reach, narrow: Reach, hosts: readonly string[]): boolean => {
  const known = wide.hosts.length > 0 ? wide.hosts : hosts;
  return (
    wide.path === narrow.path &&
    wide.type === narrow.type &&
    (wide.hosts.length === 0 && narrow.hosts.length === 0
      ? true
      : narrow.hosts.length > 0 && narrow.hosts.every((h) => known.includes(h))) &&
    (wide.methods.length === 0 ||
      (narrow.methods.length > 0 && narrow.methods.every((m) => wide.methods.includes(m)))) &&
    [...wide.conditions].every(([key, value]) => narrow.conditions.get(key) === value)
  );
};

/** Whether clients of a service need something else than before. */
export const hasOtherAccess = (before: Tree | undefined, now: Tree): boolean =>
  !before || ['auth', 'allow', 'deny'].some((key) => !equal(before[key], now[key]));

/** Host names of the gateway. */
export const gatewayHosts = (form: Tree): string[] => texts(form.hostnames);
