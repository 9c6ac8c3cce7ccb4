// What a person must still decide in answers that are otherwise complete, as an import leaves them: authentication that is
// undecided, and required keys of methods and services.
import { isAuthType, KINDS } from '../auth/kinds.ts';
import { UNDECIDED } from './schema/auth-schema.ts';
import { isTree, type Tree } from './yaml-layout.ts';

/** The required keys that a method lacks; `grpc` stands for the address of an authorizer. */
export const missingOfMethod = (method: unknown): readonly string[] => {
  if (!isTree(method) || !isAuthType(method.type)) return [];
  if (method.type === 'extAuth') return (method.grpc ?? method.http) === undefined ? ['grpc'] : [];
  const parsed = KINDS[method.type].schema.safeParse(method);
  const keys = (parsed.error?.issues ?? []).map(({ path }) => String(path[0] ?? ''));
  return [...new Set(keys)].filter((key) => key !== '' && method[key] === undefined);
};

const isEntry = (entry: [string, unknown]): entry is [string, Tree] => isTree(entry[1]);

/** The methods of answers, by name. */
export const methodsIn = (root: Tree): readonly (readonly [name: string, method: Tree])[] =>
  isTree(root.auth) && isTree(root.auth.methods) ? Object.entries(root.auth.methods).filter(isEntry) : [];

const listOf = (value: unknown): readonly Tree[] => (Array.isArray(value) ? value.filter(isTree) : []);

/** A key that is open. `of`: what it is about, for `how clients of users authenticate`. */
export interface OpenKey {
  readonly key: string;
  readonly about: 'auth' | 'method' | 'backend';
  readonly of: string;
}

/** The keys that are open, in the order in which they are asked. Services of teams are not included. */
export const openKeys = (root: Tree): readonly OpenKey[] => {
  const services = listOf(root.services);
  const auth = isTree(root.auth) ? root.auth : {};
  return [
    ...services
      .filter((s) => s.backend === undefined && s.backends === undefined && s.name !== undefined)
      .map(({ name }): OpenKey => ({ key: `services.${String(name)}.backend`, about: 'backend', of: String(name) })),
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
