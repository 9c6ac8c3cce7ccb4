// What a later file must contain so that it defines something new, rather than changes something that is already there.

import { service } from '../schema/service-schema.ts';
import { isTree } from '../yaml-layout.ts';
import type { Issue } from '../zod-issue.ts';

const isMissing = ({ code, path, params }: Issue, value: object): boolean =>
  ['PathMissing', 'BackendMissing'].includes(params?.refusal?.code ?? '') ||
  (path.length === 1 && code.startsWith('invalid_') && !Object.hasOwn(value, path[0]!));

/** Whether a service has everything that a service needs; values that are wrong count. */
export const completeService = (value: unknown): boolean => {
  if (!isTree(value)) return true;
  const parsed = service.safeParse(value);
  return parsed.success || !(parsed.error.issues as unknown as Issue[]).some((i) => isMissing(i, value));
};

interface NameKind {
  readonly kind: 'method' | 'team';
  /** Whether a value is only a part of one. */
  readonly isPart: (value: unknown) => boolean;
}

const METHOD: NameKind = { kind: 'method', isPart: (v) => isTree(v) && v.type === undefined };
const TEAM: NameKind = { kind: 'team', isPart: (v) => isTree(v) && v.paths === undefined };

/** What the keys of a map name, if names in it are not keys of the schema. */
export const nameKinds = (path: readonly PropertyKey[]): NameKind | undefined => {
  if (path.length === 1 && path[0] === 'teams') return TEAM;
  return path.length === 2 && path[0] === 'auth' && path[1] === 'methods' ? METHOD : undefined;
};
