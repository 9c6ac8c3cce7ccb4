// Servers outside the cluster: who the gateway is to them, and what stands in for what.
import { isExternal } from '../../values/backend-address.ts';
import { certificateOfIdentity, headerOfIdentity, type ServiceAnswer } from '../schema/service-schema.ts';
import { type Found, found, type Rule } from './rule.ts';

/** A credential of the gateway's own goes to servers outside only, and not beside another value of its header. */
const ownIdentity = (s: ServiceAnswer, at: (...path: PropertyKey[]) => PropertyKey[]): Found[] => {
  const header = headerOfIdentity(s);
  const out: Found[] = [];
  if (![s.backend, s.canary?.backend].every((b) => b === undefined || isExternal(b)))
    out.push(
      found(
        at('identity'),
        'IdentityNeedsTls',
        `The credential of ${s.name} would go to a Service of the cluster.`,
        'It would leave the proxy in clear text.',
        'Write backend (and canary.backend) as https://..., or remove identity.',
      ),
    );
  // A certificate is shown by the connection, whatever is spoken on it.
  if (s.protocol === 'grpc' && certificateOfIdentity(s) === undefined)
    out.push(
      found(
        at('identity'),
        'GrpcIdentity',
        'A gRPC service cannot get a credential of the gateway.',
        'GRPCRoute of Envoy Gateway 1.9 has no filter for it.',
        'Remove identity, or let the caller bring the token.',
      ),
    );
  const { set: given, add, remove } = s.transform?.request ?? {};
  const set = [...Object.keys({ ...given, ...add }), ...(remove ?? [])];
  if (header !== undefined && set.some((h) => h.toLowerCase() === header.toLowerCase()))
    out.push(
      found(
        at('identity'),
        'IdentityHeaderSet',
        `transform changes ${header} as well.`,
        'The router changes headers last, so the credential would not arrive.',
        'Remove one of them.',
      ),
    );
  return out;
};

/** What stands in for a backend has to be asked the same, and nobody would notice that it is needed without a health check. */
const failover = (s: ServiceAnswer, at: (...path: PropertyKey[]) => PropertyKey[]): Found[] => {
  const out: Found[] = [];
  const [own, other] = [s.backend, s.failover!];
  if (JSON.stringify(own) === JSON.stringify(other))
    out.push(
      found(
        at('failover'),
        'FailoverIsBackend',
        `The failover of ${s.name} is its own backend.`,
        'It would be down at the same time.',
        'Name another one, or remove failover.',
      ),
    );
  if (s.canary)
    out.push(
      found(
        at('failover'),
        'FailoverWithCanary',
        `${s.name} has a canary and a failover.`,
        'Weights and priorities in one rule would send the failover its share even while all is well.',
        'Remove one of them.',
      ),
    );
  if (s.protocol === 'grpc')
    out.push(
      found(
        at('failover'),
        'GrpcFailover',
        'A gRPC service cannot have a failover.',
        'GRPCRoute of Envoy Gateway 1.9 takes Services only where hosts take turns.',
        'Let the client or the service itself choose.',
      ),
    );
  if (s.healthCheck?.type === 'none')
    out.push(
      found(
        at('healthCheck'),
        'FailoverNeedsHealthCheck',
        `${s.name} has a failover and no health check.`,
        'Nobody would notice that the backend is down.',
        'Answer healthCheck: a path, tcp or grpc.',
      ),
    );
  if (s.loadBalancing?.type === 'consistentHash')
    out.push(
      found(
        at('loadBalancing'),
        'FailoverWithHash',
        `${s.name} hashes clients to endpoints and has a failover.`,
        'Clients would be hashed to the failover as well, while the backend is up.',
        'Remove one of them.',
      ),
    );
  const prefixes = [own, other].map((b) => (isExternal(b) ? (b.prefix ?? '') : ''));
  if (prefixes[0] !== prefixes[1])
    out.push(
      found(
        at('failover'),
        'FailoverPathDiffers',
        `Backend and failover of ${s.name} have different path prefixes: ${prefixes.map((p) => p || '(none)').join(' and ')}.`,
        'One rule rewrites the path for both.',
        'Give both the same prefix, or none.',
      ),
    );
  if (s.identity && s.identity !== 'forward')
    out.push(
      found(
        at('failover'),
        'FailoverWithIdentity',
        `${s.name} shows its server a credential and has a failover.`,
        'The credential would go to the failover too, which it is not for.',
        'Remove one of them.',
      ),
    );
  return out;
};

/** One server is one connection pool, which shows one certificate or none. */
const certificates = (services: readonly ServiceAnswer[]): Found[] => {
  const shown = new Map<string, string | undefined>();
  return services.flatMap((s, i) =>
    [s.backend, s.canary?.backend].flatMap((b) => {
      if (!b || !isExternal(b)) return [];
      const server = `${b.host}:${b.port}`;
      const certificate = certificateOfIdentity(s);
      if (!shown.has(server)) shown.set(server, certificate);
      if (shown.get(server) === certificate) return [];
      return [
        found(
          ['services', i, 'identity'],
          'CertificatesDiffer',
          `${server} is shown ${certificate ?? 'no certificate'} by ${s.name}, and ${shown.get(server) ?? 'none'} by another service.`,
          'Connections to one server are shared, so it sees one client certificate.',
          'Write the same identity: { mtls } for all services of this server.',
        ),
      ];
    }),
  );
};

export const outsideRules: Rule = ({ services }) => [
  ...certificates(services),
  ...services.flatMap((s, i) => {
    const at = (...path: PropertyKey[]): PropertyKey[] => ['services', i, ...path];
    return [
      ...(s.identity && s.identity !== 'forward' ? ownIdentity(s, at) : []),
      ...(s.failover ? failover(s, at) : []),
    ];
  }),
];
