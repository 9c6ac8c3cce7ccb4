import spec from '../../templates/validate.sh.hbs';
import { type Credential, partsOf } from '../auth/credential.ts';
import { HTTP_LISTENER } from '../model/fixed-names.ts';
import { hasNodePorts, parentOf } from '../model/gateway-labels.ts';
import type { Intent } from '../model/intent.ts';
import { chunks } from '../model/object-names.ts';
import { variablesOf } from '../probes/credentials.ts';
import { answeredLimits } from '../probes/groups/limits-probes.ts';
import { type Check, LIMIT_MARGIN, PROBE_IMAGE, type Probe, type ProbeRequest, requestsOf } from '../probes/probe.ts';
import { namedInHeaders } from './answers-origin.ts';
import type { PlacedProbe } from './pointers.ts';
import { fill } from './template.ts';

/** A credential as one word, in the forms that `prepare` of the script accepts. */
const credentialWord = (c: Credential): string =>
  partsOf(c)
    .map((p) => ('name' in p ? `${p.as}:${p.variable}:${p.name}` : `${p.as}:${p.variable}`))
    .join(' ') || '-';

type Configured = Extract<Check, { kind: 'configured' }>;

/** Objects with fields that checks need. The script reads each object once; the fields are lines of the result. */
class Objects {
  readonly #fields = new Map<string, { object: Configured; paths: string[] }>();

  constructor(probes: readonly Probe[]) {
    for (const { check } of probes) {
      if (check.kind !== 'configured' || check.want.startsWith('~')) continue;
      const entry = this.#fields.get(keyOf(check));
      if (entry) entry.paths.push(check.jsonpath);
      else this.#fields.set(keyOf(check), { object: check, paths: [check.jsonpath] });
    }
  }

  /** The line of a field in the result, from 1; 0: the check reads the field separately. */
  lineOf(check: Configured): number {
    return (this.#fields.get(keyOf(check))?.paths.indexOf(check.jsonpath) ?? -1) + 1;
  }

  list(): { words: string[] }[] {
    return [...this.#fields.values()].map(({ object, paths }) => ({
      words: ['gather', object.resource, object.namespace, object.name, paths.map((p) => `${p}{"\\n"}`).join('')],
    }));
  }
}
/** Number of lines in one function of the script. */
const MOST_LINES = 400;

const keyOf = (c: Configured): string => `${c.resource} ${c.namespace} ${c.name}`;

const send = (r: ProbeRequest): string[] => [credentialWord(r.credential), r.method, r.scheme, r.path];

/** The words after `run ... --`: a function of the script and its arguments. */
const words = (c: Check, objects: Objects): string[] => {
  switch (c.kind) {
    case 'programmed':
      return ['check_programmed'];
    case 'accepted':
      return [
        ...(c.namespace === undefined ? [] : ['check_within', c.namespace]),
        'check_accepted',
        c.resource,
        ...c.names,
      ];
    case 'configured':
      return ['check_configured', c.resource, c.namespace, c.name, String(objects.lineOf(c)), c.jsonpath, c.want];
    case 'listeners':
      return ['check_listeners', c.resource];
    case 'http':
      return [
        'check_http',
        c.expect.status,
        c.expect.header ? `${c.expect.header.name}: ${c.expect.header.pattern}` : '',
        c.expect.absent ?? '',
        ...send(c.request),
        ...c.request.headers,
      ];
    case 'grpc':
      return ['check_grpc', c.refused ? 'refused' : 'answered', ...send(c.request), ...c.request.headers];
    case 'forged':
      return ['check_forged', c.header, ...send(c.request), ...c.request.headers];
    case 'hidden':
      return ['check_hidden', ...send(c.request), ...c.request.headers];
    case 'backend':
      return ['check_backend', c.name, ...send(c.request), ...c.request.headers];
    case 'rewritten':
      return ['check_rewritten', c.path, ...send(c.request), ...c.request.headers];
    case 'foreign':
      return ['check_foreign', c.how, c.path];
    case 'tls':
      return ['check_tls', c.version, c.accepted ? 'accepted' : 'refused', ...(c.ciphers ? [c.ciphers.join(':')] : [])];
    case 'tooLarge':
      return ['check_too_large', String(c.bytes), ...send(c.request), ...c.request.headers];
    case 'stream':
      return ['check_stream', c.tls ? 'tls' : 'tcp', String(c.port), c.server ?? '', c.networks.join(' ')];
    case 'underscores':
      return ['check_underscores'];
    case 'http2':
      return ['check_http2', ...(c.version ? [c.version] : [])];
    case 'http3':
      return ['check_http3'];
    case 'uncertified':
      return ['check_uncertified'];
    case 'unreachable':
      return ['check_unreachable', ...c.backends];
    case 'enrolled':
      return ['check_enrolled', c.mode];
    case 'dropped':
      return ['check_dropped', c.pods, ...c.namespaces];
    case 'log':
      return ['check_log', c.path];
    case 'share':
      return [
        'check_share',
        c.canary,
        String(c.count),
        String(c.low),
        String(c.high),
        ...send(c.request),
        ...c.request.headers,
      ];
    case 'limit':
      return [
        'check_limit',
        String(c.limit),
        String(c.limit + LIMIT_MARGIN),
        String(c.seconds),
        c.exact ? 'exact' : 'replica',
        c.headers ? 'headers' : 'none',
        c.all.join(' '),
        ...send(c.request),
        ...c.request.headers,
      ];
  }
};

/** Wraps the check of a route that allows only some networks. */
const from = ({ networks, group, check }: Probe): string[] =>
  networks && 'request' in check
    ? ['check_from', networks.join(' '), group === 'public' ? 'own' : 'other', check.request.path]
    : [];

/** A pattern of the listeners that routes name, if there are others than `https`. */
const otherListeners = ({ gateway: g, routes }: Intent): string | null => {
  const names = [...new Set(routes.flatMap((r) => r.listeners))];
  return g.attach || names.every((n) => n === 'https' || n === 'http') ? null : `(${names.join('|')})`;
};

/** Wraps the check of a host other than that of the script. */
const at = ({ check }: Probe, hostname: string): string[] => {
  const host = 'request' in check ? check.request.host : 'host' in check ? check.host : undefined;
  return host === undefined || host === hostname ? [] : ['check_at', host];
};

const credentialsOf = (probes: readonly Probe[]): Credential[] =>
  probes.flatMap((p) => ('request' in p.check ? [p.check.request.credential] : []));

/** Routes that are also attached to the http listener, as the script prints them; null: there are none. */
const plainPattern = (intent: Intent): string | null => {
  const names = intent.routes.filter((r) => r.listeners.includes(HTTP_LISTENER)).map((r) => r.name);
  return names.length === 0 ? null : `^(${names.join('|')})=(https[^ ]* )+${HTTP_LISTENER}$`;
};

/** validate.sh, without its checksum: a fixed body and one line for each probe. */
export const renderValidate = (
  intent: Intent,
  placed: readonly PlacedProbe[],
  { answersFile, toolVersion }: { answersFile: string; toolVersion: string },
): string => {
  const probes = placed.map((p) => p.probe);
  const objects = new Objects(probes);
  const lines = [
    ...objects.list(),
    ...placed.map(({ probe: p, file }) => ({
      words: [
        'run',
        p.id,
        p.group,
        String(requestsOf(p)),
        file,
        p.title,
        p.unseen ?? '-',
        '--',
        ...at(p, intent.gateway.hostname),
        ...from(p),
        ...words(p.check, objects),
      ],
    })),
  ];
  const listeners = otherListeners(intent);
  const parts = chunks(lines, MOST_LINES).map((part, i) => ({ number: i + 1, lines: part }));
  return fill(spec, 'shell', {
    named: namedInHeaders(answersFile),
    toolVersion,
    hostname: intent.gateway.hostname,
    hosts: probes.some((p) => at(p, intent.gateway.hostname).length > 0),
    http1: probes.some((p) => p.check.kind === 'http2' && p.check.version !== undefined),
    gateway: parentOf(intent.gateway).name,
    namespace: intent.namespace,
    gatewayNamespace:
      intent.team === undefined && intent.gateway.attach === undefined ? null : parentOf(intent.gateway).namespace,
    listeners: listeners !== null,
    grepPattern: `=${listeners}( ${listeners})*$`,
    attached: intent.gateway.attach
      ? { listener: intent.gateway.listeners[0]!.name, partOf: intent.gateway.name }
      : null,
    egNamespace: intent.install.proxies.namespace,
    merged: intent.gateway.merged !== undefined,
    className: intent.gateway.className,
    nodePort: hasNodePorts(intent.gateway),
    clientAuth: intent.client.clientAuth !== undefined && !intent.client.clientAuth.optional,
    ciphers: intent.client.tls.ciphers !== undefined,
    http3: intent.client.http3,
    terminated: intent.gateway.terminated !== undefined,
    // Only then the address of the Gateway is that of the load balancer.
    addressed: intent.gateway.terminated === undefined || intent.gateway.service.type === 'LoadBalancer',
    plainPattern: plainPattern(intent),
    streams: probes.some((p) => p.check.kind === 'stream'),
    bodies: probes.some((p) => p.check.kind === 'tooLarge'),
    network: intent.network !== undefined || (intent.mesh !== undefined && intent.mesh.mode !== 'permissive'),
    mesh: intent.mesh !== undefined && intent.mesh.mode !== 'permissive',
    sds: intent.mesh?.sds !== undefined,
    queries: intent.services.some((s) => s.query.length > 0),
    probeImage: PROBE_IMAGE,
    limits: answeredLimits(intent).join(' '),
    several: credentialsOf(probes).some((c) => c.as === 'several'),
    variables: variablesOf(credentialsOf(probes)).map((v) => ({ ...v })),
    total: probes.length,
    parts,
    partCount: parts.length,
  });
};
