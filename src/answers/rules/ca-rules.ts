// Servers that are called over TLS, and the CA of their certificates.
import { kindOf } from '../../auth/kinds.ts';
import { isTls } from '../../values/backend-address.ts';
import { type CaRef, isPrivateName } from '../../values/ca.ts';
import { hostname } from '../../values/scalars.ts';
import type { Answers } from '../schema/answers-schema.ts';
import { backendPlaces, backendsOf } from '../schema/service-schema.ts';
import { type Found, found, type Rule } from './rule.ts';

/** A server over TLS, and the answer for its CA. */
interface Server {
  readonly host: string;
  readonly port: number;
  readonly ca: CaRef | undefined;
  /** The answer that names the server. */
  readonly at: readonly PropertyKey[];
  readonly whose: string;
  /** The name in the answers, if it differs. */
  readonly shown?: string;
}

const serversOf = ({ services, auth }: Answers): Server[] => [
  ...services.flatMap((s, i): Server[] =>
    backendPlaces(s).flatMap(({ at, backend: b }) =>
      isTls(b)
        ? [
            {
              host: b.serverName ?? b.host,
              port: b.port,
              ca: s.ca,
              at: ['services', i, ...at],
              whose: `the service ${s.name}`,
            },
          ]
        : [],
    ),
  ),
  ...Object.entries(auth?.methods ?? {}).flatMap(([name, m]) =>
    kindOf(m)
      .tlsServers(m)
      .map(
        ({ path, ...server }): Server => ({
          ...server,
          ca: 'ca' in m ? m.ca : undefined,
          at: ['auth', 'methods', name, ...path],
          whose: `the method ${name}`,
        }),
      ),
  ),
];

/** The `ca` of a service or method that calls no server over TLS. */
const unused = ({ services, auth }: Answers): Found[] => [
  ...services.flatMap((s, i) =>
    s.ca && !backendsOf(s).some(isTls) ? [found(['services', i, 'ca'], 'CaUnused', { service: s.name })] : [],
  ),
  ...Object.entries(auth?.methods ?? {}).flatMap(([method, m]) =>
    kindOf(m).caUnused(m) ? [found(['auth', 'methods', method, 'ca'], 'CaUnused', { method })] : [],
  ),
];

const trustOf = ({ whose, ca }: Server) => ({ subject: whose, ca: ca && `${ca.kind} ${ca.name}` });

export const caRules: Rule = (answers) => {
  const servers = serversOf(answers);
  const seen = new Map<string, Server>();
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
      const before = seen.get(id);
      if (before && JSON.stringify(before.ca) !== JSON.stringify(s.ca))
        out.push(found(s.at, 'CaConflict', { server: id, first: trustOf(before), second: trustOf(s) }));
      if (!before) seen.set(id, s);
      return out;
    }),
  ];
};
