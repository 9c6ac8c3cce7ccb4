// A path that is left out goes to the next service that matches it. If that one is less protected, the import would open the path.
import { isTree, type Tree } from '../../answers/yaml-layout.ts';

/** Requests for which the source has a service and the answers have none. */
export interface LostRequests {
  /** Without any: every host. */
  readonly hosts: readonly string[];
  /** As answers write them. */
  readonly paths: readonly string[];
  /** Without any: every method. */
  readonly methods: readonly string[];
  /** How they were protected, to compare; undefined: it is not known. */
  readonly access: string | undefined;
  /** The source redirects them: only services that are open without a credential are less protected. */
  readonly isRedirected?: boolean;
}

const listOf = (one: unknown, many: unknown): string[] =>
  (Array.isArray(many) ? many : one === undefined ? [] : [one]).map(String);

/** The paths of a service or of a response. */
export const pathsOf = (service: Tree): string[] => listOf(service.path, service.paths);

const hostsOf = (service: Tree): string[] => listOf(service.hostname, service.hostnames);

/** What a request needs to be accepted by a service, comparable. */
const accessOf = ({ auth, allow, deny }: Tree): string => JSON.stringify([auth, allow, deny]);

/** The requests of a service, or of one of its paths. */
export const requestsOf = (service: Tree, paths: readonly string[] = pathsOf(service)): LostRequests => ({
  hosts: hostsOf(service),
  paths,
  methods: Array.isArray(service.methods) ? service.methods.map(String) : [],
  access: accessOf(service),
});

const isPattern = (path: string): boolean => path.startsWith('regex:') || /\{|\$\(/.test(path);

/** The beginning that every path has that a pattern matches, or less of it. */
const literalOfPattern = (pattern: string): string => {
  const start = pattern.replace(/[\\^$.|?*+()[\]{}][\s\S]*$/, '');
  if (pattern.includes('|') || pattern.startsWith('^'))
    return pattern.includes('|') ? '' : literalOfPattern(pattern.slice(1));
  // The character before it may be missing.
  return /^[?*{]/.test(pattern.slice(start.length)) ? start.slice(0, -1) : start;
};

/** The beginning that every matched path has. */
const literalOf = (path: string): string =>
  path.startsWith('regex:')
    ? literalOfPattern(path.slice('regex:'.length))
    : path.replace(/^exact:/, '').replace(/(?:\$[({]|\{)[\s\S]*$/, '');

/** Whether requests to a lost path would match a path. A more exact path had precedence in the source, too. */
const takes = (path: string, lost: string): boolean => {
  const [a, b] = [literalOf(path), literalOf(lost)];
  if (isPattern(path)) return a.startsWith(b) || b.startsWith(a);
  if (isPattern(lost) && a.startsWith(b)) return true;
  return path.startsWith('exact:') ? path === lost : b.startsWith(a);
};

const hostTakes = (a: string, b: string): boolean =>
  a === b || a === '*' || b === '*' || (a.startsWith('*.') && b.endsWith(a.slice(1))) || hostIsIn(a, b);
const hostIsIn = (a: string, b: string): boolean => b.startsWith('*.') && a.endsWith(b.slice(1));

const meets = (a: readonly string[], b: readonly string[], same: (x: string, y: string) => boolean): boolean =>
  a.length === 0 || b.length === 0 || a.some((x) => b.some((y) => same(x, y)));

/** Whether some requests of a lost path would reach one of these paths of a service. */
const reaches = (service: Tree, paths: readonly string[], lost: LostRequests): boolean => {
  const { hosts, methods } = requestsOf(service);
  return (
    meets(hosts, lost.hosts, hostTakes) &&
    meets(methods, lost.methods, (x, y) => x === y) &&
    paths.some((path) => lost.paths.some((l) => takes(path, l)))
  );
};

const isOpen = ({ auth }: Tree): boolean => auth === 'none' || (isTree(auth) && auth.optional !== undefined);

/** Whether lost requests would reach a service that protects them in another way. */
export const opens = (service: Tree, lost: LostRequests): boolean =>
  (!lost.isRedirected || isOpen(service)) &&
  lost.access !== accessOf({ auth: 'none' }) &&
  lost.access !== accessOf(service) &&
  reaches(service, pathsOf(service), lost);

/** The public paths of a service that lost requests would reach. */
export const publicPathsFor = (service: Tree, lost: LostRequests): string[] =>
  lost.access === accessOf({ auth: 'none' })
    ? []
    : listOf(undefined, service.public).filter((path) => reaches(service, [path], lost));
