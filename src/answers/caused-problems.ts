// Problems that another problem explains: with `paht: /v1`, the service has no path because the key is mistyped.
import { nearest } from '../diagnostics/nearest.ts';
import type { Placed } from './issues.ts';

/** Keys without which a rule refuses an object; the refusal is at the object. */
const MISSING_BY_RULE: Readonly<Record<string, readonly string[]>> = {
  PathMissing: ['path', 'paths'],
  BackendMissing: ['backend', 'backends'],
  AuthenticationMissing: ['auth'],
};

const idOf = (path: readonly PropertyKey[]): string => JSON.stringify(path);

/** An object and the keys that it lacks; undefined: the refusal is about something else. */
const lackOf = ({
  path,
  refusal,
}: Placed): { readonly at: readonly string[]; readonly keys: readonly string[] } | undefined => {
  const keys = MISSING_BY_RULE[refusal.code];
  if (keys) return { at: [idOf(path), idOf(path.slice(0, -1))], keys };
  return refusal.code === 'MissingAnswer' ? { at: [idOf(path.slice(0, -1))], keys: [String(path.at(-1))] } : undefined;
};

/** The problems without those of missing keys that are there under a wrong name, or instead of which an impossible key is set. */
export const withoutCaused = <P extends Placed>(problems: readonly P[]): P[] => {
  const unknown = new Map<string, { readonly near: string | undefined; readonly any: boolean }[]>();
  for (const { path, refusal, onKey } of problems) {
    if (!onKey || (refusal.code !== 'UnknownKey' && refusal.code !== 'KeyNotAvailable')) continue;
    const id = idOf(path.slice(0, -1));
    const near = refusal.code === 'UnknownKey' ? nearest(refusal.values.key, refusal.values.known) : undefined;
    const found = { near, any: refusal.code === 'KeyNotAvailable' };
    const list = unknown.get(id);
    if (list) list.push(found);
    else unknown.set(id, [found]);
  }
  if (unknown.size === 0) return [...problems];
  return problems.filter((p) => {
    const lack = lackOf(p);
    return !lack?.at.some((id) =>
      unknown.get(id)?.some((u) => u.any || (u.near !== undefined && lack.keys.includes(u.near))),
    );
  });
};
