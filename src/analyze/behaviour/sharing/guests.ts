import { plain } from '../../../diagnostics/shown.ts';
import { entries, type Fields, fields, GATEWAY_API, groupOf, identity, type Loose } from '../../loose-objects.ts';
import type { BehaviourCheck, Scene } from '../scene.ts';
import { served } from './served.ts';

const has = (list: unknown, ...any: string[]): boolean => Array.isArray(list) && any.some((v) => list.includes(v));

/** Whether a rule of admission covers what routes of a kind are when they come, and when they change. */
const covers = (rule: Fields, resource: string): boolean =>
  has(rule.apiGroups, GATEWAY_API, '*') &&
  has(rule.resources, resource, '*', '*/*') &&
  (has(rule.operations, '*') || (has(rule.operations, 'CREATE') && has(rule.operations, 'UPDATE')));

/** The ValidatingAdmissionPolicies with a binding that denies; one without does nothing. */
const bound = (scene: Scene): Set<unknown> =>
  new Set(
    scene
      .of('ValidatingAdmissionPolicyBinding')
      .filter((b) => has(fields(b.spec).validationActions, 'Deny'))
      .map((b) => fields(b.spec).policyName),
  );

/** Other ways to refuse a route: what they say of it is in languages of their own. */
const OTHERS = /(^|\.)(kyverno\.io|gatekeeper\.sh)$/;

/** Whether anything among the objects may say which paths routes of a kind take: `httproutes`, `grpcroutes`. */
const restricted = (scene: Scene, resource: string, denying = bound(scene)): boolean =>
  scene.of('ValidatingAdmissionPolicy').some((p) => {
    const { resourceRules, excludeResourceRules } = fields(fields(p.spec).matchConstraints);
    return (
      entries(resourceRules).some((r) => covers(r, resource)) &&
      !entries(excludeResourceRules).some((r) => covers(r, resource)) &&
      denying.has(p.metadata.name)
    );
  }) ||
  scene
    .of('ValidatingWebhookConfiguration')
    .some((c) =>
      entries((c as Loose & { webhooks?: unknown }).webhooks).some((w) =>
        entries(w.rules).some((r) => covers(r, resource)),
      ),
    ) ||
  scene.objects.some(
    (o) =>
      OTHERS.test(groupOf(o)) &&
      JSON.stringify(o.spec ?? {})
        .toLowerCase()
        .includes(resource.slice(0, -1)),
  );

const listed = (names: readonly string[]): string =>
  names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ');

/** Whose routes each listener takes, but for the Gateway's own namespace, by `GATEWAY LISTENER`; and of which kinds. */
const guestsOf = (scene: Scene): Map<string, { namespaces: Set<string>; kinds: Set<string> }> => {
  const found = new Map<string, { namespaces: Set<string>; kinds: Set<string> }>();
  for (const { route, namespace, listeners } of served(scene))
    for (const l of listeners) {
      if (l.namespace === undefined || l.namespace === namespace) continue;
      const id = `${l.gateway} ${l.name}`;
      const known = found.get(id) ?? { namespaces: new Set(), kinds: new Set() };
      known.namespaces.add(namespace);
      known.kinds.add(route.kind);
      found.set(id, known);
    }
  return found;
};

/** Listeners that every namespace may attach to, and Gateways that say who may attach and not what each may take. */
export const guests: BehaviourCheck = (scene) => {
  const all = guestsOf(scene);
  const asked = new Map<string, boolean>();
  const isRestricted = (resource: string): boolean => {
    const known = asked.get(resource) ?? restricted(scene, resource);
    asked.set(resource, known);
    return known;
  };
  for (const gateway of scene.of('Gateway')) {
    const id = identity(groupOf(gateway), gateway.kind, gateway.metadata.namespace, gateway.metadata.name);
    const namespaces = new Set<string>();
    const kinds = new Set<string>();
    let at: string | undefined;
    for (const [i, l] of entries(fields(gateway.spec).listeners).entries()) {
      const here = all.get(`${id} ${plain(l.name)}`);
      const field = `spec.listeners[${i}].allowedRoutes`;
      if (fields(fields(l.allowedRoutes).namespaces).from === 'All') everybody(scene, gateway, field, here?.namespaces);
      if (!here) continue;
      at ??= field;
      for (const n of here.namespaces) namespaces.add(n);
      for (const k of here.kinds) kinds.add(k);
    }
    const open = [...kinds].map((k) => `${k.toLowerCase()}s`).filter((r) => !isRestricted(r));
    if (at !== undefined && namespaces.size > 1 && open.length > 0)
      scene.report(
        'PathsUnrestricted',
        'info',
        gateway,
        at,
        `Routes of ${namespaces.size} other namespaces (${listed([...namespaces].sort())}) attach here, and nothing among these files says which paths each may take: any of them may take a longer path than another's. Add a ValidatingAdmissionPolicy for ${open.sort().join(' and ')} and a binding with validationActions: [Deny]; where the cluster has one, all is well.`,
      );
  }
};

const everybody = (scene: Scene, gateway: Loose, field: string, namespaces: ReadonlySet<string> | undefined): void =>
  scene.report(
    'RoutesFromEverywhere',
    'info',
    gateway,
    field,
    namespaces
      ? `Whoever may write a route in any namespace of the cluster may attach it here and take paths of others; meant are ${listed([...namespaces].sort())}. Choose a Selector: by a label that only the platform sets, or by kubernetes.io/metadata.name.`
      : 'Every namespace may attach routes here, and take paths of others. Choose Same or a Selector.',
  );
