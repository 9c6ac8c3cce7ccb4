// Servers that are spoken to over TLS: who signed what they show.
import { isExternal } from '../../values/backend-address.ts';
import { type CaRef, isPrivateName } from '../../values/ca.ts';
import { hostname } from '../../values/scalars.ts';
import type { Answers } from '../schema/answers-schema.ts';
import { type Found, found, type Rule } from './rule.ts';

/** A server over TLS, and where its CA is to be said. */
interface Server {
  readonly host: string;
  readonly port: number;
  readonly ca: CaRef | undefined;
  /** The answer that names the server. */
  readonly at: readonly PropertyKey[];
  readonly whose: string;
  /** The name as it was written, if it is another one. */
  readonly shown?: string;
}

const ofUrl = (url: string): { host: string; port: number } => {
  const { hostname, port } = new URL(url);
  // The dot at the end says that the name is whole; certificates do not have it.
  return { host: hostname.replace(/\.$/, ''), port: Number(port || 443) };
};

const serversOf = ({ services, auth }: Answers): Server[] => [
  ...services.flatMap((s, i): Server[] =>
    (
      [
        [['backend'], s.backend],
        [['canary', 'backend'], s.canary?.backend],
        [['failover'], s.failover],
      ] as const
    ).flatMap(([path, b]) =>
      b && isExternal(b)
        ? [{ host: b.host, port: b.port, ca: s.ca, at: ['services', i, ...path], whose: `the service ${s.name}` }]
        : [],
    ),
  ),
  ...Object.entries(auth?.methods ?? {}).flatMap(([name, m]): Server[] => {
    const at = (key: string) => ({ at: ['auth', 'methods', name, key], whose: `the method ${name}` });
    if (m.type === 'jwt') return [{ ...ofUrl(m.jwks), ca: m.ca, ...at('jwks') }];
    if (m.type === 'oidc')
      return [
        { ...ofUrl(m.issuer), ca: m.ca, ...at('issuer') },
        ...(m.tokenEndpoint ? [{ ...ofUrl(m.tokenEndpoint), ca: m.ca, ...at('tokenEndpoint') }] : []),
      ];
    // In the cluster by what it can be; in clear text unless said.
    return m.type === 'extAuth' && m.http?.tls
      ? [
          {
            host: `${m.http.service}.${m.http.namespace ?? ''}.svc`,
            shown: [m.http.service, ...(m.http.namespace ? [m.http.namespace] : [])].join('.'),
            port: m.http.port,
            ca: m.ca,
            ...at('http'),
          },
        ]
      : [];
  }),
];

/** The CA of a service or method that speaks to nobody over TLS. */
const unused = ({ services, auth }: Answers): Found[] => [
  ...services.flatMap((s, i) =>
    s.ca && ![s.backend, s.canary?.backend, s.failover].some((b) => b && isExternal(b))
      ? [found(['services', i, 'ca'], 'CaUnused', { service: s.name })]
      : [],
  ),
  ...Object.entries(auth?.methods ?? {}).flatMap(([method, m]) =>
    m.type === 'extAuth' && m.ca && m.http && !m.http.tls
      ? [found(['auth', 'methods', method, 'ca'], 'CaUnused', { method })]
      : [],
  ),
];

const trustOf = ({ whose, ca }: Server) => ({ subject: whose, ca: ca && `${ca.kind} ${ca.name}` });

export const caRules: Rule = (answers) => {
  const servers = serversOf(answers);
  const said = new Map<string, Server>();
  return [
    ...unused(answers),
    ...servers.flatMap((s) => {
      const out: Found[] = [];
      const named = hostname.safeParse(s.host).success;
      if (!named && (s.ca !== undefined || isPrivateName(s.host)))
        out.push(found(s.at, 'ServerNameMissing', { subject: s.whose, host: s.host }));
      if (named && !s.ca && isPrivateName(s.host))
        out.push(found(s.at, 'PrivateNameWithoutCa', { subject: s.whose, host: s.shown ?? s.host }));
      const id = `${s.host}:${s.port}`;
      const before = said.get(id);
      if (before && JSON.stringify(before.ca) !== JSON.stringify(s.ca))
        out.push(found(s.at, 'CaConflict', { server: id, first: trustOf(before), second: trustOf(s) }));
      if (!before) said.set(id, s);
      return out;
    }),
  ];
};
