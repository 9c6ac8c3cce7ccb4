import { type Credential, combined } from '../../auth/credential.ts';
import { kindOfIntent } from '../../auth/kinds.ts';
import type { AuthIntent, Intent, RouteIntent, SecurityIntent } from '../../model/intent.ts';
import { credentialFor, credentialWithout, forbiddenFor, NO_CREDENTIAL, policiesOf } from '../credentials.ts';
import type { Probe } from '../probe.ts';
import { routeId } from '../probe-ids.ts';
import { expectedOf, isServed, requestOf } from '../route-request.ts';
import { forged, tricks, unverified } from './bypass-probes.ts';
import { FILE, probe, refusal } from './route-probe.ts';

/** Whether a request without credentials is redirected to a login. */
const hasLogin = ({ auth }: SecurityIntent): boolean => auth.some((a) => kindOfIntent(a).login);

const grpc = (r: RouteIntent, policy: SecurityIntent, credential: Credential | undefined): Probe[] => {
  const refused = policy.defaultAction === 'Deny' || policy.auth.length > 0;
  // In maintenance, the call gets UNAVAILABLE, like one that finds no endpoint.
  if (!isServed(r) && !refused) return [];
  return [
    probe(
      routeId(r, 'auth.no-credentials'),
      'unauthenticated',
      `a call without credentials is ${refused ? 'rejected' : 'answered'}`,
      FILE.security,
      {
        kind: 'grpc',
        request: requestOf(r, NO_CREDENTIAL),
        refused,
      },
    ),
    ...(credential && isServed(r)
      ? [
          probe(routeId(r, 'auth.accepted'), 'authenticated', `a call with credentials is answered`, FILE.route, {
            kind: 'grpc',
            request: requestOf(r, credential),
            refused: false,
          }),
        ]
      : []),
  ];
};

/** Requests with a credential that must not be enough for a method; with those of the other methods, if all are required. */
const worthless = (r: RouteIntent, policy: SecurityIntent, a: AuthIntent): Probe[] => {
  const others = credentialWithout(policy, a);
  if (!others) return [];
  const none = requestOf(r, NO_CREDENTIAL);
  return kindOfIntent(a)
    .worthless(a)
    .filter((w) => r.role === 'service' || !w.fallbackOnly)
    .map((w) =>
      probe(routeId(r, w.id), 'unauthenticated', `${w.title}`, FILE.security, {
        kind: 'http',
        request: {
          ...none,
          headers: [...none.headers, ...w.headers],
          credential: combined([others, w.credential ?? NO_CREDENTIAL]),
        },
        expect: { status: '401' },
      }),
    );
};

/** Where all methods are required, the credentials of all but one of them are refused. */
const incomplete = (r: RouteIntent, policy: SecurityIntent, missing: AuthIntent): Probe[] => {
  const others = credentialWithout(policy, missing);
  if (!others) return [];
  const name = missing.methods.join('+');
  return [
    probe(
      routeId(r, `auth.without-${name}`),
      'unauthenticated',
      `valid credentials without ${name} are not enough`,
      FILE.security,
      { kind: 'http', request: requestOf(r, others), expect: kindOfIntent(missing).refused(missing) },
    ),
  ];
};

const http = (r: RouteIntent, policy: SecurityIntent, credential: Credential | undefined): Probe[] => {
  const none = requestOf(r, NO_CREDENTIAL);
  if (r.methods.length === 0) {
    const closed = policy.rules.length > 0;
    return [
      probe(
        routeId(r, r.role === 'public' ? '' : closed ? 'allow.cidrs' : 'auth.none'),
        'public',
        `${closed ? 'the allowed networks have access' : 'public, no authentication'}`,
        FILE.security,
        { kind: 'http', request: none, expect: expectedOf(r) },
      ),
    ];
  }
  const forbidden = forbiddenFor(policy);
  return [
    ...(r.role === 'service'
      ? [
          probe(
            routeId(r, 'auth.no-credentials'),
            'unauthenticated',
            `a request without credentials is ${hasLogin(policy) ? 'redirected to the login' : 'rejected'}`,
            FILE.security,
            {
              kind: 'http',
              request: none,
              expect: refusal(policy),
            },
          ),
        ]
      : []),
    ...policy.auth.flatMap((a) => worthless(r, policy, a)),
    ...(policy.auth.length > 1 ? policy.auth.flatMap((a) => incomplete(r, policy, a)) : []),
    credential
      ? probe(
          routeId(r, 'auth.accepted'),
          'authenticated',
          `a request with credentials reaches the service`,
          FILE.route,
          { kind: 'http', request: requestOf(r, credential), expect: expectedOf(r) },
        )
      : probe(
          routeId(r, 'auth.accepted'),
          'authenticated',
          `a request with credentials reaches the service`,
          FILE.route,
          { kind: 'http', request: none, expect: expectedOf(r) },
          'a login needs a browser; log in once by hand',
        ),
    ...(forbidden
      ? [
          probe(routeId(r, 'allow'), 'unauthenticated', `valid credentials without permission get 403`, FILE.security, {
            kind: 'http',
            request: requestOf(r, forbidden),
            expect: { status: '403' },
          }),
        ]
      : []),
  ];
};

/** Every route from outside: rejected without credentials, answered with them, not bypassed by forged headers or paths. */
export const requestProbes = (intent: Intent): Probe[] => {
  const policies = policiesOf(intent);
  const seen = new Set<string>();
  return intent.routes.flatMap((r) => {
    const policy = policies.get(r.name)!;
    const credential = credentialFor(policy);
    if (r.kind === 'GRPCRoute') return grpc(r, policy, credential);
    // Headers are removed and paths normalized for the whole listener, so one route of each policy is enough.
    const first = !seen.has(policy.name) && isServed(r);
    if (r.role !== 'method' && isServed(r)) seen.add(policy.name);
    const closed = r.methods.length > 0 && r.role === 'service' && !hasLogin(policy);
    return [
      ...http(r, policy, credential),
      ...(isServed(r) ? unverified(r, credential, first || r.role === 'method') : []),
      ...(first ? forged(r, intent, policy, credential) : []),
      ...(first && closed ? tricks(r) : []),
    ];
  });
};
