// What must not bypass the policy of a route: forged headers, credentials that nobody verified, spellings of its path.
import type { Credential } from '../../auth/credential.ts';
import type { Intent, RouteIntent, SecurityIntent } from '../../model/intent.ts';
import { NO_CREDENTIAL } from '../credentials.ts';
import type { Probe } from '../probe.ts';
import { routeId } from '../probe-ids.ts';
import { plainRequest, requestOf } from '../route-request.ts';
import { FILE, probe, refusal } from './route-probe.ts';

/** Identity headers that a client sets itself grant nothing and do not reach the service. */
export const forged = (
  r: RouteIntent,
  intent: Intent,
  policy: SecurityIntent,
  credential: Credential | undefined,
): Probe[] =>
  intent.client.identityHeaders.flatMap((header): Probe[] => {
    const base = requestOf(r, NO_CREDENTIAL);
    // The name of a client that is allowed.
    const compared = policy.rules[0]?.header;
    const value = (compared?.name === header ? compared.values[0] : undefined) ?? 'forged';
    return [
      ...(r.methods.length > 0 && r.role === 'service'
        ? [
            probe(routeId(r, `auth.forged-${header}`), 'forged', `a forged ${header} grants no access`, FILE.client, {
              kind: 'http',
              request: { ...base, headers: [...base.headers, `${header}: ${value}`] },
              expect: refusal(policy),
            }),
          ]
        : []),
      ...(credential && (r.methods.length === 0 || r.role === 'service')
        ? [
            probe(
              routeId(r, `auth.removed-${header}`),
              'forged',
              `a forged ${header} does not reach the service`,
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
export const unverified = (r: RouteIntent, credential: Credential | undefined, first: boolean): Probe[] =>
  UNVERIFIED.flatMap(([header, id, what]): Probe[] =>
    credential &&
    (header !== 'Cookie' || first) &&
    credential.as !== 'several' &&
    (header === 'Cookie' ? credential.as !== 'cookie' : credential.as !== 'bearer' && credential.as !== 'basic') &&
    r.rules.every((rule) => rule.request.remove.includes(header))
      ? [
          probe(
            routeId(r, `auth.unverified-${id}`),
            'forged',
            r.methods.length > 0
              ? `${what} in addition to ${PROOF[credential.as]} does not reach the service`
              : `${what} that is not verified does not reach the service`,
            FILE.route,
            { kind: 'forged', request: requestOf(r, credential), header },
          ),
        ]
      : [],
  );

const PROOF: Record<Exclude<Credential['as'], 'several'>, string> = {
  none: 'no credential',
  bearer: 'the token',
  basic: 'the password',
  raw: 'the credential for the authorizer',
  header: 'the key',
  query: 'the key',
  cookie: 'the key',
};

/** Spellings of a path that must not bypass the policy of that path. */
export const tricks = (r: RouteIntent): Probe[] => {
  const { type, example: path } = r.rules.at(-1)!.matches[0]!.path;
  if (path === '/' || r.kind === 'GRPCRoute') return [];
  // Paths below an exact path or a pattern are others: another service may have them.
  const whole = type === 'prefix';
  const encoded = `/%${path.charCodeAt(1).toString(16).padStart(2, '0')}${path.slice(2)}`;
  const last = path.slice(path.lastIndexOf('/') + 1);
  const list: [string, string][] = [
    ['slash', `${path}/..%2f${last}`],
    ['backslash', `${path}/..%5c${last}`],
    ['double', `/${path}`],
    ...(whole ? [['dots', `${path}/x/%2e%2e/y`] satisfies [string, string]] : []),
    ['parent', `/.well-known/..${path}`],
    ['letter', encoded],
    ...(whole ? [['semicolon', `${path}/..;/${last}`] satisfies [string, string]] : []),
    ['null', `${path}%00`],
  ];
  return list.map(([what, trick]) =>
    probe(routeId(r, `path.${what}`), 'paths', 'this path does not bypass authentication', FILE.client, {
      kind: 'http',
      request: plainRequest('https', trick),
      expect: { status: '302 307 400 401 403 404' },
    }),
  );
};
