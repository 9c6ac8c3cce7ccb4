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
  const was = requirements(new Snapshot(before));
  const out: string[] = [];
  for (const [route, is] of requirements(new Snapshot(after))) {
    const old = was.get(route);
    if (!old && !is.authentication && !is.authorization) out.push(`${route}: requests need no authentication`);
    if (old?.authentication && !is.authentication) out.push(`${route}: requests need no authentication`);
    else if (old?.authorization && !is.authorization) out.push(`${route}: requests are allowed by default`);
  }
  const denies = denying(after);
  for (const policy of denying(before)) if (!denies.has(policy)) out.push(`${policy} no longer denies by default`);
  return out;
};
