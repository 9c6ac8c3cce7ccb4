// What a rule refers to and the source does not have: it may deny requests, so nothing becomes public and no method is taken over.

import { deniedReference } from '../../../effective/objects/granted.ts';
import { ENVOY_GATEWAY } from '../../../effective/objects/loose-objects.ts';
import type { NeutralAuth } from '../../neutral/neutral.ts';
import type { SourceNode } from '../../source/source-node.ts';
import type { RoutePolicies, RouteView } from '../source-views.ts';

/** The reference to an HTTPRouteFilter that is not in the source. It may answer requests itself. */
const missingFilter = ({ rule, snapshot, route }: RouteView): SourceNode | undefined =>
  rule
    .get('filters')
    .items.map((f) => f.get('extensionRef', 'name'))
    .find(
      (name) =>
        name.text !== undefined &&
        !snapshot.find(ENVOY_GATEWAY, 'HTTPRouteFilter', route.metadata.namespace, name.text),
    );

/** The namespace of a backend to which no ReferenceGrant of the source lets the route forward. */
const ungranted = ({ settings, snapshot, route }: RouteView): string | undefined =>
  settings.backends.find(({ ref, kind, namespace }) => deniedReference(snapshot, route, { ...ref, kind, namespace }))
    ?.namespace;

const undecided = ({ auth, parts }: RoutePolicies, what: string, from: readonly SourceNode[]): RoutePolicies => {
  const methods = auth.is === 'methods' ? { methods: auth.methods } : {};
  const left: NeutralAuth = { is: 'untranslatable', what, from: [...from, ...auth.from], ...methods };
  return { auth: left, parts };
};

/** The policies of a rule; undecided, if something that is missing may deny its requests. */
export const withDoubts = (view: RouteView, policies: RoutePolicies): RoutePolicies => {
  const { auth } = policies;
  const filter = auth.is === 'public' || auth.is === 'methods' ? missingFilter(view) : undefined;
  if (filter)
    return undecided(policies, `HTTPRouteFilter ${filter.text}, which is not in the source, may deny requests`, [
      filter,
    ]);
  const namespace = auth.is === 'public' ? ungranted(view) : undefined;
  if (namespace === undefined) return policies;
  const what = `no ReferenceGrant of the source lets route ${view.route.metadata.name} forward to namespace ${namespace}`;
  return undecided(policies, what, [view.rule.get('backendRefs')]);
};
