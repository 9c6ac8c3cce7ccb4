// The end of the runbook: why access, sizes and connections are as they are.
import spec from '../../templates/reference.md.hbs';
import { besideOthers } from '../model/gateway-labels.ts';
import type { Intent } from '../model/intent.ts';
import { entryWords } from './entry-words.ts';
import { cloudRunGrants, outsideRows } from './external-words.ts';
import { everythingOf } from './kubectl-selector.ts';
import { meshWords } from './mesh-words.ts';
import { networkWords } from './network-words.ts';
import { streamRows } from './stream-rows.ts';
import { teamWords } from './team-words.ts';
import { fill } from './template.ts';

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

/** The sections about the Gateway, sizes, streams, external servers, teams, network, mesh, own manifests and patches. */
export const reference = (intent: Intent): string => {
  const { gateway: g } = intent;
  return fill(spec, 'markdown', {
    gateway: g.name,
    namespace: g.namespace,
    proxyNamespace: intent.install.proxies.namespace,
    hosts: g.hosts.length > 1,
    plain:
      intent.services
        .filter((s) => s.plainHttp !== undefined)
        .map((s) => s.name)
        .join(', ') || null,
    terminated: g.terminated !== undefined,
    teams: (intent.teams?.teams ?? []).map(teamWords),
    role: besideOthers(g, 'team'),
    first: intent.teams?.teams[0] ? { ...intent.teams.teams[0] } : null,
    entry: g.attach ? [] : entryWords(intent),
    attached: g.attach
      ? {
          gateway: `${g.attach.namespace}/${g.attach.name}`,
          listener: g.listeners[0]!.name,
          namespace: g.namespace,
        }
      : null,
    streams: streamRows(intent),
    clear: intent.externals.some((e) => e.outside && !e.tls),
    outside: outsideRows(intent).map((r) => ({ ...r })),
    cloudRun: cloudRunGrants(intent).map((r) => ({ ...r })),
    network: networkWords(intent),
    mesh: meshWords(intent),
    acme: intent.certificate.from === 'issuer' && intent.certificate.emit?.type === 'acme',
    manifests: intent.manifests.map((m) => ({ file: m.file, opens: m.publicReason ?? '' })),
    patches: patchRows(intent),
    calculations: calculationsOf(intent),
    assumed: intent.sizing.assumed,
    peak: intent.sizing.peakRequestsPerSecond,
    p95: intent.sizing.p95LatencyMs,
    everything: everythingOf(intent),
  });
};
