// What a change of manifests makes public: routes, and listeners, that required more of a request before.
import { show } from '../effective/objects/loose-objects.ts';
import { effectiveRoutes } from '../effective/requests/effective-routes.ts';
import type { RuleSettings } from '../effective/requests/rule-settings.ts';
import { Snapshot } from '../effective/snapshot.ts';
import type { KubernetesObject } from '../objects/resource.ts';

/** What a request must have; each part that is false lets more requests pass. */
interface Required {
  readonly authentication: boolean;
  readonly authorization: boolean;
}

const requiredBy = ({ authentication, authorization }: RuleSettings): Required => ({
  authentication: authentication.some((m) => m.required && !('failOpen' in m && m.failOpen)),
  authorization: authorization !== undefined && authorization.defaultAction === 'Deny',
});

/** What each route requires on each of its listeners; with several rules, what all of them require. */
const requirements = (snapshot: Snapshot): Map<string, Required> => {
  const out = new Map<string, Required>();
  for (const { route, listener, rule } of effectiveRoutes(snapshot)) {
    const key = `${show(route)} (listener ${listener.name})`;
    const [old, own] = [out.get(key), requiredBy(rule)];
    out.set(key, {
      authentication: own.authentication && (old?.authentication ?? true),
      authorization: own.authorization && (old?.authorization ?? true),
    });
  }
  return out;
};

/** How a listener reads paths, and the paths of its routes with and without authentication. */
interface Reading {
  readonly mergesSlashes: boolean;
  readonly keepsEncoded: boolean;
  readonly protected: string[];
  /** Prefixes only: other paths match no further spelling. */
  readonly public: Set<string>;
}

const readings = (snapshot: Snapshot): Map<string, Reading> => {
  const out = new Map<string, Reading>();
  for (const { gateway, listener, rule, match } of effectiveRoutes(snapshot)) {
    const key = `${show(gateway)} (listener ${listener.name})`;
    const { mergesSlashes, escapedSlashes } = rule.client;
    const keepsEncoded = escapedSlashes === 'KeepUnchanged';
    const reading = out.get(key) ?? { mergesSlashes, keepsEncoded, protected: [], public: new Set<string>() };
    const { authentication, authorization } = requiredBy(rule);
    const path = match.path.value;
    if (authentication || authorization) reading.protected.push(path);
    else if (rule.action.type === 'forward' && match.path.type === 'prefix')
      reading.public.add(path.replace(/\/+$/, '') || '/');
    out.set(key, reading);
  }
  return out;
};

/** The prefixes above a path. */
const above = (path: string): string[] => {
  const parts = path.split('/').filter((part) => part !== '');
  return parts.map((_, i) => `/${parts.slice(0, i).join('/')}`);
};

/** Listeners on which another spelling of a path (`//x`, `/%2fx`) now reaches a public route instead of one with authentication. */
const respelled = (before: Snapshot, after: Snapshot): string[] => {
  const was = readings(before);
  return [...readings(after)].flatMap(([key, is]) => {
    const old = was.get(key);
    const looser = old && ((old.mergesSlashes && !is.mergesSlashes) || (!old.keepsEncoded && is.keepsEncoded));
    const path = looser && is.protected.find((p) => above(p).some((a) => is.public.has(a)));
    return path
      ? [`${key}: other spellings of ${path}, such as /${path}, reach a route that needs no authentication`]
      : [];
  });
};

/** Policies that deny by default, whatever they are attached to: also routes that are not among the objects fall back to them. */
const denying = (objects: readonly KubernetesObject[]): Set<string> =>
  new Set(
    objects
      .filter((o) => {
        const { authorization } = ((o as { spec?: unknown }).spec ?? {}) as {
          authorization?: { defaultAction?: string };
        };
        return o.kind === 'SecurityPolicy' && authorization !== undefined && authorization.defaultAction !== 'Allow';
      })
      .map(show),
  );

/** What is public in `after` and was not in `before`, as phrases. */
export const openedRoutes = (before: readonly KubernetesObject[], after: readonly KubernetesObject[]): string[] => {
  const [first, second] = [new Snapshot(before), new Snapshot(after)];
  const was = requirements(first);
  const out = respelled(first, second);
  for (const [route, is] of requirements(second)) {
    const old = was.get(route);
    if (!old && !is.authentication && !is.authorization) out.push(`${route}: requests need no authentication`);
    if (old?.authentication && !is.authentication) out.push(`${route}: requests need no authentication`);
    else if (old?.authorization && !is.authorization) out.push(`${route}: requests are allowed by default`);
  }
  const denies = denying(after);
  for (const policy of denying(before)) if (!denies.has(policy)) out.push(`${policy} no longer denies by default`);
  return out;
};
