// Servers that are spoken to over TLS: who signed what they show.
import { kindOf } from '../../auth/kinds.ts';
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
  ...Object.entries(auth?.methods ?? {}).flatMap(([name, m]) =>
    kindOf(m)
      .tlsServers(m)
      .map(
        ({ key, ...server }): Server => ({
          ...server,
          ca: 'ca' in m ? m.ca : undefined,
          at: ['auth', 'methods', name, key],
          whose: `the method ${name}`,
        }),
      ),
  ),
];

/** The CA of a service or method that speaks to nobody over TLS. */
const unused = ({ services, auth }: Answers): Found[] => {
  const one = (at: readonly PropertyKey[], what: string, fix: string): Found =>
    found(
      at,
      'CaUnused',
      what,
      'A CA says who signed the certificate of an https server; Services are spoken to in clear text.',
      fix,
    );
  return [
    ...services.flatMap((s, i) =>
      s.ca && ![s.backend, s.canary?.backend, s.failover].some((b) => b && isExternal(b))
        ? [
            one(
              ['services', i, 'ca'],
              `${s.name} has a CA, and no https backend.`,
              'Write the backend as https://service.namespace.svc.cluster.local:port, or remove ca.',
            ),
          ]
        : [],
    ),
    ...Object.entries(auth?.methods ?? {}).flatMap(([name, m]) =>
      kindOf(m).caUnused(m)
        ? [
            one(
              ['auth', 'methods', name, 'ca'],
              `${name} has a CA, and its authorizer is asked by http.`,
              'Write the authorizer as https://service.namespace:port/path, or remove ca.',
            ),
          ]
        : [],
    ),
  ];
};

export const caRules: Rule = (answers) => {
  const servers = serversOf(answers);
  const said = new Map<string, Server>();
  return [
    ...unused(answers),
    ...servers.flatMap((s) => {
      const out: Found[] = [];
      const named = hostname.safeParse(s.host).success;
      if (!named && (s.ca !== undefined || isPrivateName(s.host)))
        out.push(
          found(
            s.at,
            'ServerNotNamed',
            `${s.whose.replace(/^t/, 'T')} speaks TLS to ${s.host}, which is no DNS name.`,
            'The certificate of the server is compared with its name.',
            'Write the name that the certificate is for, and ca: the CA that signed it.',
          ),
        );
      if (named && !s.ca && isPrivateName(s.host))
        out.push(
          found(
            s.at,
            'PrivateNameWithoutCa',
            `${s.whose.replace(/^t/, 'T')} speaks TLS to ${s.shown ?? s.host}, a name of the cluster or of a private network, and no CA is given.`,
            'Public authorities never sign such a name, so every request would fail.',
            'Add ca: { configMap: NAME } beside it: a ConfigMap that holds, in ca.crt, the CA that signed the certificate of the server.',
          ),
        );
      const id = `${s.host}:${s.port}`;
      const before = said.get(id);
      if (before && before.ca?.name !== undefined && s.ca && JSON.stringify(before.ca) !== JSON.stringify(s.ca))
        out.push(
          found(
            s.at,
            'CasDiffer',
            `${id} is checked by ${s.ca.kind} ${s.ca.name} for ${s.whose}, and by ${before.ca.kind} ${before.ca.name} for ${before.whose}.`,
            'One policy says which CA signs for a server.',
            'Write the same ca for both; one object can hold several certificates.',
          ),
        );
      else if (before && (before.ca === undefined) !== (s.ca === undefined))
        out.push(
          found(
            s.at,
            'CasDiffer',
            `${id} is checked by ${(s.ca ?? before.ca)!.kind} ${(s.ca ?? before.ca)!.name} for ${(s.ca ? s : before).whose}, and by public authorities for ${(s.ca ? before : s).whose}.`,
            'One policy says which CA signs for a server.',
            'Write the same ca for both.',
          ),
        );
      if (!before) said.set(id, s);
      return out;
    }),
  ];
};
