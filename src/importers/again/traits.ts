// What services and methods are found again by: in answers of an earlier import, in a file, and in a source.
import { isTree, type Tree } from '../../answers/yaml-layout.ts';
import type { NeutralMethod, NeutralService } from '../neutral/neutral.ts';
import { objectOf } from '../source/object-of.ts';
import type { Traits } from './same.ts';

/** Of many host names only the first ones, so that a service has few traits. */
const MOST_HOSTS = 8;

interface Service {
  readonly objects: readonly string[];
  readonly hosts: readonly string[];
  readonly paths: readonly string[];
  readonly backend: string;
  readonly name: string;
}

const traitsOf = ({ objects, hosts, paths, backend, name }: Service): Traits => {
  const some = [...hosts].sort().slice(0, MOST_HOSTS);
  const places = paths.flatMap((p) => (some.length > 0 ? some : ['']).map((h) => `${h} ${p}`));
  const ofBackend = (list: readonly string[]): string[] => (backend ? list.map((x) => `${x} ${backend}`) : []);
  return [
    objects.flatMap((o) => places.map((p) => `${o} ${p}`)),
    places,
    ofBackend(objects),
    ofBackend(paths),
    objects.map((o) => `${o} ${name}`),
    [...paths],
    [name],
  ];
};

const texts = (one: unknown, many: unknown): string[] =>
  [one, ...(Array.isArray(many) ? (many as unknown[]) : [])].flatMap((v) =>
    typeof v === 'string' ? [v] : isTree(v) && typeof v.hostname === 'string' ? [v.hostname] : [],
  );

/** Host names of a service in answers: its own, or all of the gateway. */
export const hostsOf = (answers: Tree, service: Tree): string[] => {
  const own = texts(service.hostname, service.hostnames);
  return own.length > 0 ? own : texts(answers.hostname, answers.hostnames);
};

/** Of a service in answers. `objects`: the objects of the source that it comes from. */
export const traitsOfService = (answers: Tree, service: Tree, objects: readonly string[]): Traits =>
  traitsOf({
    objects,
    hosts: hostsOf(answers, service),
    paths: texts(service.path, service.paths),
    backend: JSON.stringify(service.backend ?? service.backends ?? ''),
    name: String(service.name),
  });

/** Objects that a service of a source comes from, each once. */
export const objectsOf = (service: NeutralService): string[] => [
  ...new Set((service.origins ?? [service.origin]).map(objectOf)),
];

/** Of a service that a reader found. `name`: as it would be named. */
export const traitsOfNeutral = (service: NeutralService, name: string): Traits => {
  const partOf = (key: string): unknown => service.parts.find((p) => p.key === key)?.value;
  return traitsOf({
    objects: objectsOf(service),
    hosts: service.hosts.map((h) => h.value),
    paths: service.paths.map((p) => p.value),
    backend: JSON.stringify(partOf('backend') ?? partOf('backends') ?? ''),
    name,
  });
};

/** Keys of methods that say whom it trusts. */
const IDENTIFYING = ['issuer', 'http', 'grpc', 'address', 'url', 'secret', 'clientSecret', 'clientID'] as const;

const ofMethod = (name: string, tree: Readonly<Record<string, unknown>>): Traits => {
  const { type } = tree;
  const by = (key: string): string[] =>
    tree[key] === undefined ? [] : [`${String(type)} ${key} ${JSON.stringify(tree[key])}`];
  return [
    IDENTIFYING.flatMap((k) => by(k).map((t) => `${name} ${t}`)),
    IDENTIFYING.flatMap(by),
    [`${name} ${String(type)}`],
    IDENTIFYING.flatMap(by),
  ];
};

/** Of a method in answers. */
export const traitsOfMethod = (name: string, method: unknown): Traits => ofMethod(name, isTree(method) ? method : {});

/** Of a method that a reader found. `name`: as it would be named. */
export const traitsOfNeutralMethod = (name: string, { parts }: NeutralMethod): Traits =>
  ofMethod(name, Object.fromEntries(parts.map((p) => [p.key, p.value])));
