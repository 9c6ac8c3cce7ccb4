import type { Credential } from '../../auth/credential.ts';
import { kindOfIntent } from '../../auth/kinds.ts';
import type { Intent, RouteIntent, SecurityIntent } from '../../model/intent.ts';
import type { LookAt } from '../../stages.ts';
import { credentialFor, forbiddenFor, NO_CREDENTIAL, policiesOf } from '../credentials.ts';
import type { Check, Expectation, Group, Probe } from '../probe.ts';
import { routeId } from '../probe-ids.ts';
import { requestOf } from '../route-request.ts';

const FILE = {
  route: 'httpRoutes',
  security: 'securityPolicies',
  gateway: 'gateway',
  client: 'clientTrafficPolicy',
} as const;

/** The response to a request without credentials. */
const refusal = ({ auth }: SecurityIntent): Expectation =>
  auth ? kindOfIntent(auth).refused(auth) : { status: '401' };

/** Whether a request without credentials is redirected to a login. */
const hasLogin = ({ auth }: SecurityIntent): boolean => auth !== undefined && kindOfIntent(auth).login;

const probe = (id: string, group: Group, title: string, lookAt: LookAt, check: Check, unseen?: string): Probe => ({
  id,
  group,
  title,
  lookAt,
  check,
  ...(unseen === undefined ? {} : { unseen }),
});

const grpc = (r: RouteIntent, policy: SecurityIntent, credential: Credential | undefined): Probe[] => {
  const refused = policy.defaultAction === 'Deny' || policy.auth !== undefined;
  return [
    probe(
      routeId(r, 'auth.no-credentials'),
      'unauthenticated',
      `${r.name}: a call without credentials is ${refused ? 'rejected' : 'answered'}`,
      FILE.security,
      {
        kind: 'grpc',
        request: requestOf(r, NO_CREDENTIAL),
        refused,
      },
    ),
    ...(credential
      ? [
          probe(
            routeId(r, 'auth.accepted'),
            'authenticated',
            `${r.name}: a call with credentials is answered`,
            FILE.route,
            { kind: 'grpc', request: requestOf(r, credential), refused: false },
          ),
        ]
      : []),
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
        `${r.name}: ${closed ? 'the allowed networks have access' : 'public, no authentication'}`,
        FILE.security,
        { kind: 'http', request: none, expect: { status: 'reached' } },
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
            `${r.name}: a request without credentials is ${hasLogin(policy) ? 'redirected to the login' : 'rejected'}`,
            FILE.security,
            {
              kind: 'http',
              request: none,
              expect: refusal(policy),
            },
          ),
        ]
      : []),
    ...(policy.auth ? kindOfIntent(policy.auth).worthless(policy.auth) : [])
      .filter((w) => r.role === 'service' || !w.fallbackOnly)
      .map((w) =>
        probe(routeId(r, w.id), 'unauthenticated', `${r.name}: ${w.title}`, FILE.security, {
          kind: 'http',
          request: {
            ...none,
            headers: [...none.headers, ...w.headers],
            ...(w.credential && { credential: w.credential }),
          },
          expect: { status: '401' },
        }),
      ),
    credential
      ? probe(
          routeId(r, 'auth.accepted'),
          'authenticated',
          `${r.name}: a request with credentials reaches the service`,
          FILE.route,
          { kind: 'http', request: requestOf(r, credential), expect: { status: 'reached' } },
        )
      : probe(
          routeId(r, 'auth.accepted'),
          'authenticated',
          `${r.name}: a request with credentials reaches the service`,
          FILE.route,
          { kind: 'http', request: none, expect: { status: 'reached' } },
          'a login needs a browser; log in once by hand',
        ),
    ...(forbidden
      ? [
          probe(
            routeId(r, 'allow'),
            'unauthenticated',
            `${r.name}: valid credentials without permission get 403`,
            FILE.security,
            { kind: 'http', request: requestOf(r, forbidden), expect: { status: '403' } },
          ),
        ]
      : []),
  ];
};

const forged = (r: RouteIntent, intent: Intent, policy: SecurityIntent, credential: Credential | undefined): Probe[] =>
  intent.client.identityHeaders.flatMap((header): Probe[] => {
    const base = requestOf(r, NO_CREDENTIAL);
    // The name of a client that is allowed.
    const compared = policy.rules[0]?.header;
    const value = (compared?.name === header ? compared.values[0] : undefined) ?? 'forged';
    return [
      ...(r.methods.length > 0 && r.role === 'service'
        ? [
            probe(
              routeId(r, `auth.forged-${header}`),
              'forged',
              `${r.name}: a forged ${header} grants no access`,
              FILE.client,
              {
                kind: 'http',
                request: { ...base, headers: [...base.headers, `${header}: ${value}`] },
                expect: refusal(policy),
              },
            ),
          ]
        : []),
      ...(credential && (r.methods.length === 0 || r.role === 'service')
        ? [
            probe(
              routeId(r, `auth.removed-${header}`),
              'forged',
              `${r.name}: a forged ${header} does not reach the service`,
              FILE.client,
              { kind: 'forged', request: requestOf(r, credential), header },
            ),
          ]
        : []),
    ];
  });

/** Headers that another method reads and this route does not verify. Neither of them selects another route. */
const UNVERIFIED = [
  ['Authorization', 'token', 'a token'],
  ['Cookie', 'cookie', 'a cookie'],
] as const;

/** Credentials that are not verified do not reach the service. Cookies are checked on the first route of each policy only. */
const unverified = (r: RouteIntent, credential: Credential | undefined, first: boolean): Probe[] =>
  UNVERIFIED.flatMap(([header, id, what]): Probe[] =>
    credential &&
    (header !== 'Cookie' || first) &&
    (header === 'Cookie' ? credential.as !== 'cookie' : credential.as !== 'bearer' && credential.as !== 'basic') &&
    r.rules.every((rule) => rule.request.remove.includes(header))
      ? [
          probe(
            routeId(r, `auth.unverified-${id}`),
            'forged',
            r.methods.length > 0
              ? `${r.name}: ${what} in addition to ${PROOF[credential.as]} does not reach the service`
              : `${r.name}: ${what} that is not verified does not reach the service`,
            FILE.route,
            { kind: 'forged', request: requestOf(r, credential), header },
          ),
        ]
      : [],
  );

const PROOF: Record<Credential['as'], string> = {
  none: 'no credential',
  bearer: 'the token',
  basic: 'the password',
  raw: 'the credential for the authorizer',
  header: 'the key',
  query: 'the key',
  cookie: 'the key',
};

/** Spellings of a path that must not bypass the policy of that path. */
const tricks = (r: RouteIntent): Probe[] => {
  const { path } = requestOf(r, NO_CREDENTIAL);
  if (path === '/' || r.kind === 'GRPCRoute') return [];
  const encoded = `/%${path.charCodeAt(1).toString(16).padStart(2, '0')}${path.slice(2)}`;
  const last = path.slice(path.lastIndexOf('/') + 1);
  const list: [string, string][] = [
    ['slash', `${path}/..%2f${last}`],
    ['backslash', `${path}/..%5c${last}`],
    ['double', `/${path}`],
    ['dots', `${path}/x/%2e%2e/y`],
    ['parent', `/.well-known/..${path}`],
    ['letter', encoded],
    ['semicolon', `${path}/..;/${last}`],
    ['null', `${path}%00`],
  ];
  return list.map(([what, trick]) =>
    probe(routeId(r, `path.${what}`), 'paths', `${r.name}: ${trick} does not bypass authentication`, FILE.client, {
      kind: 'http',
      request: { credential: NO_CREDENTIAL, method: 'GET', scheme: 'https', path: trick, headers: [] },
      expect: { status: '302 307 400 401 403 404' },
    }),
  );
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
    const first = !seen.has(policy.name);
    if (r.role !== 'method') seen.add(policy.name);
    const closed = r.methods.length > 0 && r.role === 'service' && !hasLogin(policy);
    return [
      ...http(r, policy, credential),
      ...unverified(r, credential, first || r.role === 'method'),
      ...(first ? forged(r, intent, policy, credential) : []),
      ...(first && closed ? tricks(r) : []),
    ];
  });
};
