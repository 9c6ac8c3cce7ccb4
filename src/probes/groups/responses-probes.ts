import { type Credential, combined } from '../../auth/credential.ts';
import { kindOfIntent } from '../../auth/kinds.ts';
import type { Intent, RouteIntent } from '../../model/intent.ts';
import { literalPattern } from '../../values/literal-pattern.ts';
import { credentialFor, policiesOf } from '../credentials.ts';
import type { Probe } from '../probe.ts';
import { routeId } from '../probe-ids.ts';
import { isServed, requestOf } from '../route-request.ts';

const LOOK_AT = 'httpRoutes';

const changed = (r: RouteIntent, credential: Credential): Probe[] => {
  const { set, remove } = r.rules.at(-1)!.response;
  if (set.length === 0 && remove.length === 0) return [];
  const request = requestOf(r, credential);
  return [
    // Only Envoy knows the value of an operator.
    ...set
      .filter(([, value]) => !value.includes('%'))
      .map(
        ([name, value]): Probe => ({
          id: routeId(r, `transform.response.set.${name.toLowerCase()}`),
          group: 'headers',
          title: `responses have ${name}`,
          lookAt: LOOK_AT,
          check: {
            kind: 'http',
            request,
            expect: { status: 'reached', header: { name: name.toLowerCase(), pattern: `^${literalPattern(value)}$` } },
          },
        }),
      ),
    ...remove.map(
      (name): Probe => ({
        id: routeId(r, `transform.response.remove.${name.toLowerCase()}`),
        group: 'headers',
        title: `responses do not have ${name.toLowerCase()}`,
        lookAt: LOOK_AT,
        check: { kind: 'http', request, expect: { status: 'reached', absent: name.toLowerCase() } },
      }),
    ),
  ];
};

const hiddenKey = (r: RouteIntent, credential: Credential, called: string): Probe => ({
  id: routeId(r, 'auth.key-hidden'),
  group: 'headers',
  title: `${called} does not reach the service`,
  lookAt: 'securityPolicies',
  check: { kind: 'hidden', request: requestOf(r, credential) },
});

/** Response headers that are set and removed, and that an API key does not reach the service. */
export const responseProbes = (intent: Intent): Probe[] => {
  const policies = policiesOf(intent);
  return intent.routes
    .filter((r) => r.kind === 'HTTPRoute' && isServed(r))
    .flatMap((r): Probe[] => {
      const policy = policies.get(r.name)!;
      const credential = credentialFor(policy);
      if (!credential) return [];
      return [
        ...(r.role === 'service' ? changed(r, credential) : []),
        ...policy.auth.flatMap((a) => {
          const own = a.removes && kindOfIntent(a).credential(a, policy.rules);
          return own ? [hiddenKey(r, combined([own, credential]), a.removes!.called)] : [];
        }),
      ];
    });
};
