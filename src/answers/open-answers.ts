// What a person must still decide in answers that are otherwise complete, as an import leaves them: authentication that is
// undecided, and required keys of methods and services.
import { isAuthType, KINDS, kindOf } from '../auth/kinds.ts';
import { backend, isTls } from '../values/backend-address.ts';
import { isPrivateName } from '../values/ca.ts';
import { hostname } from '../values/scalars.ts';
import { UNDECIDED } from './schema/auth-schema.ts';
import { isTree, type Tree } from './yaml-layout.ts';

/** Whether no public CA signs the certificate of a server. A name that is none is refused whatever its CA is. */
const needsCa = (host: string): boolean => isPrivateName(host) && hostname.safeParse(host).success;

/** The required keys that a method lacks; `grpc` stands for the address of an authorizer, `ca` for that of a private server. */
export const missingOfMethod = (method: unknown): readonly string[] => {
  if (!isTree(method) || !isAuthType(method.type)) return [];
  if (method.type === 'extAuth' && (method.grpc ?? method.http) === undefined) return ['grpc'];
  const parsed = KINDS[method.type].schema.safeParse(method);
  if (parsed.success) {
    const servers = method.ca === undefined ? kindOf(parsed.data).tlsServers(parsed.data) : [];
    return servers.some(({ host }) => needsCa(host)) ? ['ca'] : [];
  }
  const keys = parsed.error.issues.map(({ path }) => String(path[0] ?? ''));
  return [...new Set(keys)].filter((key) => key !== '' && method[key] === undefined);
};

/** Whether the gateway calls a service over TLS by a private name, and its CA is not set. */
const lacksCa = (s: Tree): boolean => {
  if (s.ca !== undefined) return false;
  const ofList = listOf(s.backends).map((b) => b.backend);
  const all = [s.backend, ...ofList, s.failover, isTree(s.canary) ? s.canary.backend : undefined];
  return all.some((value) => {
    // Reading every backend of thousands of services would take longer than the rest of this file.
    if (typeof value === 'string' ? !value.startsWith('https://') : !isTree(value)) return false;
    const read = backend.safeParse(value);
    return read.success && isTls(read.data) && needsCa(read.data.serverName ?? read.data.host);
  });
};

const isEntry = (entry: [string, unknown]): entry is [string, Tree] => isTree(entry[1]);

/** The methods of answers, by name. */
export const methodsIn = (root: Tree): readonly (readonly [name: string, method: Tree])[] =>
  isTree(root.auth) && isTree(root.auth.methods) ? Object.entries(root.auth.methods).filter(isEntry) : [];

const listOf = (value: unknown): readonly Tree[] => (Array.isArray(value) ? value.filter(isTree) : []);

/** A key that is open. `of`: what it is about, for `how clients of users authenticate`. */
export interface OpenKey {
  readonly key: string;
  readonly about: 'auth' | 'method' | 'path' | 'backend' | 'ca' | 'reason';
  readonly of: string;
}

/** The keys that are open, in the order in which they are asked. Services of teams are not included. */
export const openKeys = (root: Tree): readonly OpenKey[] => {
  const services = listOf(root.services);
  const auth = isTree(root.auth) ? root.auth : {};
  return [
    ...services
      .filter((s) => s.path === undefined && s.paths === undefined && s.name !== undefined)
      .map(({ name }): OpenKey => ({ key: `services.${String(name)}.path`, about: 'path', of: String(name) })),
    ...services
      .filter((s) => s.backend === undefined && s.backends === undefined && s.name !== undefined)
      .map(({ name }): OpenKey => ({ key: `services.${String(name)}.backend`, about: 'backend', of: String(name) })),
    ...services
      .filter((s) => s.name !== undefined && lacksCa(s))
      .map(({ name }): OpenKey => ({ key: `services.${String(name)}.ca`, about: 'ca', of: String(name) })),
    ...listOf(root.streams).flatMap(({ name, publicReason }, i): OpenKey[] =>
      publicReason === undefined ? [{ key: `streams.${i}.publicReason`, about: 'reason', of: String(name) }] : [],
    ),
    ...methodsIn(root).flatMap(([name, method]) =>
      missingOfMethod(method).map(
        (key): OpenKey => ({ key: `auth.methods.${name}.${key}`, about: 'method', of: name }),
      ),
    ),
    ...(auth.default === UNDECIDED ? [{ key: 'auth.default', about: 'auth' as const, of: 'all services' }] : []),
    ...services
      .filter((s) => s.auth === UNDECIDED)
      .map(({ name }): OpenKey => ({ key: `services.${String(name)}.auth`, about: 'auth', of: String(name) })),
    ...listOf(root.responses).flatMap((r, i): OpenKey[] =>
      r.auth === UNDECIDED ? [{ key: `responses.${i}.auth`, about: 'auth', of: `the response ${String(r.path)}` }] : [],
    ),
  ];
};
