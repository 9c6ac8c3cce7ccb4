import spec from '../../templates/README.md.hbs';
import { kindOfIntent } from '../auth/kinds.ts';
import { REQUESTED_HOST } from '../auth/oidc/oidc.ts';
import { besideOthers, hasNodePorts, parentOf } from '../model/gateway-labels.ts';
import type { Intent } from '../model/intent.ts';
import { fileOf, folderOf, STAGES } from '../stages.ts';
import { fileNamed, generateCommand } from './answers-origin.ts';
import { entryWords } from './entry-words.ts';
import { cloudRunGrants, outsideRows } from './external-words.ts';
import { wordsOf } from './header.ts';
import { hostRows } from './host-rows.ts';
import { requirementsOf } from './install-requirements.ts';
import { everythingOf } from './kubectl-selector.ts';
import { meshWords } from './mesh-words.ts';
import { networkWords } from './network-words.ts';
import { inMaintenance, ownAnswerRows } from './own-answer-rows.ts';
import { prunableOf } from './prunable.ts';
import type { RenderInput } from './render-input.ts';
import { serviceRows } from './service-rows.ts';
import { streamRows } from './stream-rows.ts';
import { teamWords } from './team-words.ts';
import { fill } from './template.ts';
import { asksCertificates, isUntrusted } from './validate-options.ts';

const calculationsOf = ({ sizing: s, gateway }: Intent): { what: string; value: number; calculation: string }[] =>
  (
    [
      // The proxies of another owner have sizes of their own.
      ...(gateway.attach
        ? []
        : ([
            ['minimum proxy replicas', s.minReplicas],
            ['maximum proxy replicas', s.maxReplicas],
            ['CPU per replica (millicores)', s.cpuMillis],
            ['memory per replica (MiB)', s.memoryMiB],
          ] as const)),
      ['parallel requests per replica and backend', s.maxParallelRequests],
      ['connections per replica and backend', s.maxConnections],
      ['pending requests per replica and backend', s.maxPendingRequests],
      ...(gateway.attach ? [] : ([['client connections per replica', s.connectionLimit]] as const)),
    ] as const
  ).map(([what, { value, calculation }]) => ({ what, value, calculation }));

const patchRows = ({ patches }: Intent) =>
  patches.map(({ index, target, reason, publicReason }) => ({
    patch: `patches[${index}]`,
    objects: `${target.kind}/${target.name}`,
    reason: reason ?? '',
    opens: publicReason ?? '',
  }));

/** What must be registered at providers, for each login and each of its hosts. */
const registeredOf = ({ security, routes, gateway: g }: Intent) =>
  security.flatMap(({ name, auth }) =>
    auth.flatMap((a) => {
      const { method, redirectURL, logoutPath } = kindOfIntent(a).registered(a) ?? {};
      if (method === undefined || redirectURL === undefined) return [];
      const hosts = redirectURL.includes(REQUESTED_HOST)
        ? new Set(routes.filter((r) => r.security === name).flatMap((r) => r.hosts))
        : [new URL(redirectURL).host];
      return [...hosts].map((host) => ({
        method,
        redirectURL: redirectURL.replace(REQUESTED_HOST, host),
        logout: `https://${host === '*' ? g.hostname : host}${logoutPath}`,
      }));
    }),
  );

/** README.md of the output folder: the configuration and the reasons for it, how to apply, verify, change and roll back. */
export const runbook = ({ intent, files, answersFile, toolVersion }: RenderInput): string => {
  const { gateway: g } = intent;
  const rows = serviceRows(intent);
  const everything = everythingOf(intent);
  const { kinds: prunable, selector } = prunableOf(intent);
  const own = ownAnswerRows(intent);
  return fill(spec, 'markdown', {
    hostname: g.hostname,
    hosts: hostRows(intent),
    anyHost: g.anyHostReason !== undefined,
    gateway: g.name,
    namespace: g.namespace,
    egNamespace: intent.install.namespace,
    proxyNamespace: intent.install.proxies.namespace,
    version: intent.install.version,
    answersFile,
    file: fileNamed(answersFile) ?? '',
    generate: generateCommand(answersFile),
    output: intent.output,
    toolVersion,
    rows,
    plain:
      intent.services
        .filter((s) => s.plainHttp !== undefined)
        .map((s) => s.name)
        .join(', ') || null,
    terminated: g.terminated !== undefined,
    served: rows.length > 0,
    untrusted: isUntrusted(intent),
    asksCertificates: asksCertificates(intent),
    teams: (intent.teams?.teams ?? []).map(teamWords),
    role: besideOthers(g, 'team'),
    first: intent.teams?.teams[0] ? { ...intent.teams.teams[0] } : null,
    entry: g.attach ? [] : entryWords(intent),
    parent: parentOf(g),
    sharedClass: g.merged ? g.className : '',
    attached: g.attach
      ? {
          gateway: `${g.attach.namespace}/${g.attach.name}`,
          listener: g.listeners[0]!.name,
          namespace: g.namespace,
        }
      : null,
    installs: intent.install.byThisFile,
    requirements: intent.install.byThisFile ? [] : requirementsOf(intent),
    nodePort: hasNodePorts(g),
    streams: streamRows(intent),
    clear: intent.externals.some((e) => e.outside && !e.tls),
    outside: outsideRows(intent).map((r) => ({ ...r })),
    cloudRun: cloudRunGrants(intent).map((r) => ({ ...r })),
    network: networkWords(intent),
    mesh: meshWords(intent),
    more: Math.max(0, intent.services.length - rows.length),
    own: own.rows.length > 0 ? own : null,
    maintenance: inMaintenance(intent),
    stages:
      files.length > 12
        ? [...new Set(files.map((f) => f.stage))].map((stage) => ({ path: STAGES[stage].name, words: wordsOf(stage) }))
        : files.map((f) => ({ path: f.path, words: wordsOf(f.stage) })),
    prunable,
    // A stage with many services is a folder, which is applied as a whole.
    many: files.some((f) => f.path.startsWith(folderOf('httpRoutes'))),
    ending: files.some((f) => f.path === fileOf('httpRoutes')) ? '.yaml' : '',
    kinds: [
      ...(g.attach ? [] : ['gateway', 'envoyproxy']),
      ...prunable.map((k) => k.split('/')[2]!.toLowerCase()),
    ].join(','),
    redis: intent.install.rateLimitService?.redis.deploy ?? false,
    // The ClientTrafficPolicy names these filters, so routes that no longer need one must be applied before it.
    ownFilters: intent.client.filtersHeader !== undefined && files.some((f) => f.stage === 'securityPolicies'),
    acme: intent.certificate.from === 'issuer' && intent.certificate.emit?.type === 'acme',
    store: intent.secretStore
      ? {
          name: `${intent.secretStore.kind} ${intent.secretStore.name}`,
          refresh: intent.secretStore.refresh,
          rows: intent.secrets.map((s) => ({
            remote: `${intent.secretStore!.prefix}${s.name}`,
            holds: s.keys.map(([key, holds]) => `${key}: ${holds}`).join('; '),
          })),
        }
      : false,
    secrets: intent.secretStore ? [] : intent.secrets.map((s) => ({ ...s })),
    manifests: intent.manifests.map((m) => ({ file: m.file, opens: m.publicReason ?? '' })),
    patches: patchRows(intent),
    calculations: calculationsOf(intent),
    notices: intent.notices.map((n) => ({ ...n })),
    authorizer: intent.security.some((s) => s.auth.some((a) => a.asks.services.length > 0)),
    extensions: intent.extensions.map((e) => e.service).join(', '),
    assumed: intent.sizing.assumed,
    peak: intent.sizing.peakRequestsPerSecond,
    p95: intent.sizing.p95LatencyMs,
    oidc: registeredOf(intent),
    selector,
    everything,
  });
};
