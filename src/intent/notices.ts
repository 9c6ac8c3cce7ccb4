import type { Answers } from '../answers/schema/answers-schema.ts';
import type { NoticeCode } from '../diagnostics/catalogue.ts';
import { type Notice, notice, type Say } from '../diagnostics/notice.ts';
import type { Intent } from '../model/intent.ts';
import { firstOf } from '../model/object-names.ts';
import { ANY_HOST, isWildcard } from '../values/host-patterns.ts';
import { listed } from './notice-names.ts';
import { authNotices } from './notices-of-auth.ts';
import { extensionNotices } from './notices-of-extensions.ts';
import { serviceNotices } from './notices-of-gateway-service.ts';
import { protocolNotices } from './notices-of-protocols.ts';
import { sdsNotices } from './notices-of-sds.ts';
import { trafficNotices } from './notices-of-traffic.ts';
import { privateServerNotices } from './private-externals.ts';
import { timeoutNotices } from './timeouts.ts';

type Model = Omit<Intent, 'notices'>;

/** Notices that only the platform's unit reports. */
const OF_PLATFORM: ReadonlySet<NoticeCode> = new Set<NoticeCode>([
  'PlatformWithoutOwners',
  'PeakAssumed',
  'LimitsFailOpen',
  'ClientCertificates',
  'ProblemBodies',
  'HostsWithoutHttp2',
  'WildcardNeedsDns',
  'ErrorPages',
]);

/** Wildcards whose certificate an issuer of the cluster makes, with that issuer. */
const issuedWildcards = ({ gateway: g, certificate: c }: Model): { host: string; issuer: string }[] =>
  g.certificates.flatMap(({ names, issued, issuer }) => {
    const by = issuer ?? (c.from === 'issuer' && c.emit === undefined ? c.issuer : undefined);
    return issued && by ? names.filter(isWildcard).map((host) => ({ host, issuer: `${by.kind} ${by.name}` })) : [];
  });

const hosts = (intent: Model, say: Say): void => {
  const { gateway: g, routes } = intent;
  const wildcards = issuedWildcards(intent);
  if (wildcards.length > 0)
    say('WildcardNeedsDns', {
      hosts: listed(wildcards.map((w) => w.host)),
      issuers: listed(wildcards.map((w) => w.issuer)),
    });
  const http1 = new Set(g.listeners.filter((l) => !l.http2).map((l) => l.name));
  const without = g.hosts.filter((h) => http1.has(h.listener)).map((h) => h.pattern);
  if (without.length > 0) say('HostsWithoutHttp2', { hosts: firstOf(without, 10) });
  const any = routes.filter((r) => r.hosts.includes(ANY_HOST)).map((r) => r.service);
  if (any.length > 0) say('AnyHost', { services: listed(any) });
};

/** Everything an operator should know before the first request, from the finished model. */
export const noticesOf = (intent: Model, answers: Answers): Notice[] => {
  const notices: Notice[] = [];
  const say: Say = (code, ...values) => {
    if (intent.team === undefined || !OF_PLATFORM.has(code)) notices.push(notice(code, ...values));
  };
  const { sizing } = intent;
  if (sizing.assumed) say('PeakAssumed', { requestsPerSecond: sizing.peakRequestsPerSecond });
  if (intent.team === undefined && sizing.below.length > 0)
    say('SizesBelowPeak', {
      list: sizing.below.map((b) => `${b.key}: ${b.set} (calculated: ${b.needed})`).join(', '),
      peak: sizing.peakRequestsPerSecond,
    });
  if (intent.team === undefined && sizing.minReplicas.value === 1 && answers.proxy?.replicas) say('SingleProxy');
  if (intent.teams && intent.teams.owners.length === 0) say('PlatformWithoutOwners');
  const open = intent.services.filter((s) => s.auth.length === 0);
  const anybody = open.filter((s) => s.allow.cidrs.length === 0).map((s) => s.name);
  if (anybody.length > 0) say('PublicServices', { names: firstOf(anybody, 20) });
  const streams = intent.streams.filter((s) => s.cidrs.length === 0).map((s) => s.name);
  if (streams.length > 0) say('OpenStreams', { names: firstOf(streams, 20) });
  const near = open.filter((s) => s.allow.cidrs.length > 0).map((s) => s.name);
  if (near.length > 0) say('PublicToNetworks', { names: firstOf(near, 20) });
  hosts(intent, say);
  trafficNotices(intent, answers, say);
  authNotices(intent, answers, say);
  identities(intent, say);
  extensionNotices(intent, say);
  if (intent.client.clientAuth)
    say('ClientCertificates', {
      optional: intent.client.clientAuth.optional,
      ca: intent.client.clientAuth.ca,
      namespace: intent.gateway.namespace,
    });
  if (intent.network && intent.network.closed.length > 0) {
    say('NetworkIsolated', { namespaces: intent.network.closed.join(', ') });
  }
  // A unit whose services all have external backends changes no namespace.
  if (intent.mesh && intent.mesh.namespaces.length > 0) {
    const namespaces = intent.mesh.namespaces.join(', ');
    if (intent.mesh.mode === 'permissive') say('MeshPermissive', { namespaces });
    else say('MeshIsolated', { namespaces, principal: intent.mesh.principal });
  }
  if (intent.network || (intent.mesh && intent.mesh.mode !== 'permissive')) {
    const guessed = (intent.network ?? intent.mesh)!.backends
      .filter((b) => b.assumed)
      .map((b) => `${b.namespace}/${b.service}`);
    if (guessed.length > 0) say('PodLabelsAssumed', { backends: firstOf(guessed, 10) });
  }
  notices.push(
    ...privateServerNotices(intent),
    ...serviceNotices(intent),
    ...timeoutNotices(intent, answers),
    ...sdsNotices(intent),
  );
  if (intent.patches.length > 0)
    say('PatchesNotValidated', {
      names: listed(intent.patches.map(({ target }) => `${target.kind}/${target.name}`)),
    });
  if (intent.problemJson) say('ProblemBodies');
  if (intent.errorPages.length > 0)
    say('ErrorPages', { services: intent.errorPages.some((p) => p.from !== 'gateway') });
  protocolNotices(intent, answers, say);
  return notices;
};

/** External servers to which the gateway sends its own credential. */
const identities = (intent: Model, say: Say): void => {
  const own = intent.services.filter((s) => s.credential);
  if (own.length === 0) return;
  const open = own.filter((s) => s.auth.length === 0 || s.publicPaths.length > 0);
  if (open.length > 0) say('PublicWithIdentity', { names: firstOf(open.map(identityOf), 10) });
  const known = own.filter((s) => s.auth.length > 0);
  const [replaced, beside] = [true, false].map((inPlace) =>
    known.filter((s) => (s.credential!.header.toLowerCase() === 'authorization') === inPlace),
  );
  if (replaced!.length > 0) say('CredentialReplaced', { names: firstOf(replaced!.map(identityOf), 10) });
  if (beside!.length > 0)
    say('CredentialAdded', {
      names: firstOf(
        beside!.map((s) => `${identityOf(s)} in ${s.credential!.header}`),
        10,
      ),
    });
};

const identityOf = (s: Model['services'][number]): string => `${s.name} (Secret ${s.credential!.secret})`;
