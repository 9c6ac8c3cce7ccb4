// Services of a route: with weights, mirrors and failover, and how Traefik speaks to them.

import { backend } from '../../values/backend-address.ts';
import { objectName } from '../../values/scalars.ts';
import { hostOfService } from '../../values/service-host.ts';
import { said } from '../report/ledger.ts';
import type { SourceNode } from '../source/source-node.ts';
import { secondsAsDuration } from '../spelling/durations.ts';
import { serviceReference } from '../spelling/service-reference.ts';
import { differs, dropped, type TraefikDraft, timeOf } from './traefik-draft.ts';

interface Target {
  readonly service: string;
  readonly value: string;
  readonly weight: SourceNode;
  readonly from: readonly SourceNode[];
}

/** A Service with its port; undefined: the port or the namespace is not known. */
const targetOf = (draft: TraefikDraft, node: SourceNode): Target | undefined => {
  const [name, port, scheme] = [node.get('name'), node.get('port'), node.get('scheme')];
  const namespace = node.get('namespace').text ?? draft.namespace;
  const number = draft.objects.portOf(name.text ?? '', namespace, port);
  if (!name.text || number === undefined) return undefined;
  const isTls = scheme.text === 'https' || (!scheme.exists && (number === 443 || /^https/.test(port.text ?? '')));
  const value = isTls
    ? `https://${hostOfService(name.text, namespace || 'default')}:${number}`.replace(/:443$/, '')
    : serviceReference(name.text, number, namespace);
  if (!backend.safeParse(value).success) return undefined;
  const from = [name, port, node.get('namespace'), ...(isTls ? [scheme] : [])];
  return { service: name.text, value, weight: node.get('weight'), from: from.filter((n) => n.exists) };
};

const health = ({ parts }: TraefikDraft, node: SourceNode): void => {
  if (!node.exists) return;
  const isGrpc = node.get('mode').text === 'grpc';
  parts.set('healthCheck.type', isGrpc ? 'grpc' : 'http', [node.get('mode')]);
  if (!isGrpc && node.get('path').text?.startsWith('/'))
    parts.set('healthCheck.path', node.get('path').text, [node.get('path')]);
  for (const key of ['interval', 'timeout']) {
    const time = timeOf(node.get(key));
    if (time) parts.set(`healthCheck.${key}`, time, [node.get(key)]);
  }
  const status = node.get('status');
  if (status.number && !isGrpc) parts.set('healthCheck.expectedStatuses', [status.number], [status]);
};

const STRATEGIES: Readonly<Record<string, unknown>> = {
  wrr: 'roundRobin',
  RoundRobin: 'roundRobin',
  p2c: 'leastRequest',
  leasttime: 'leastRequest',
  hrw: { consistentHash: 'sourceIP' },
};

/** How the proxies speak to a Service. */
const settings = (draft: TraefikDraft, node: SourceNode): void => {
  const { parts, ledger } = draft;
  const scheme = node.get('scheme');
  if (scheme.text === 'h2c')
    parts.set('protocol', 'grpc', [scheme], differs('scheme h2c', 'The gateway treats the service as a gRPC service'));
  else if (scheme.text === 'http') ledger.noEffect(scheme);
  const strategy = node.get('strategy');
  const balancing = Object.hasOwn(STRATEGIES, strategy.text ?? '') ? STRATEGIES[strategy.text!] : undefined;
  if (balancing) parts.set('loadBalancing', balancing, [strategy]);
  const cookie = node.get('sticky', 'cookie');
  if (cookie.exists) {
    const [name, age] = [cookie.get('name'), cookie.get('maxAge')];
    const value = {
      ...(name.text && { cookie: name.text }),
      ...(age.number && age.number > 0 && { lifetime: secondsAsDuration(age.number) }),
    };
    const given = Object.keys(value).length > 0 ? value : 'cookie';
    parts.set('sessionPersistence', given, [name, ...(age.number && age.number > 0 ? [age] : [])]);
    if (!name.exists)
      ledger.add(
        cookie,
        differs('sticky', 'The session cookie has another name, so each session changes its pod once'),
      );
    for (const key of ['secure', 'httpOnly', 'sameSite', 'path', 'domain'])
      dropped(
        draft,
        cookie.get(key),
        `sticky.cookie.${key}`,
        'The gateway decides about the attributes of its cookie.',
      );
  }
  const pass = node.get('passHostHeader');
  if (pass.flag === false)
    ledger.add(
      pass,
      differs('passHostHeader', 'Traefik sends the host of the service, the gateway the Host header of the client'),
    );
  else ledger.noEffect(pass);
  dropped(
    draft,
    node.get('serversTransport'),
    'serversTransport',
    'The gateway verifies certificates of servers with public CAs; set ca if another one signed it.',
  );
  health(draft, node.get('healthCheck'));
  const failed = node.get('passiveHealthCheck', 'maxFailedAttempts');
  if (failed.number)
    parts.set(
      'outlierDetection.consecutiveErrors',
      failed.number,
      [failed],
      differs('passiveHealthCheck', 'Traefik counts failures in a window, the gateway counts failures in a row'),
    );
  ledger.noEffect(
    node.get('nativeLB'),
    node.get('nodePortLB'),
    node.get('kind'),
    node.get('responseForwarding'),
    node.get('strategy'),
  );
};

/** Why a backend is asked for. */
const PORT = 'its port has a name, and the Service is not among the files';

const ask = (draft: TraefikDraft, node: SourceNode): undefined => {
  const shown = `${node.get('name').text ?? ''}${node.get('port').text ? `:${node.get('port').text}` : ''}`;
  const from = [node.get('name'), node.get('port')];
  draft.parts.set('backend', undefined, from, said('BackendAsked', { service: shown, what: PORT }));
};

/** The gateway verifies certificates of Services. Their CA is in no object that a route names with certainty, so it is asked. */
const trust = ({ parts }: TraefikDraft, targets: readonly Target[]): void => {
  const first = targets.find((t) => t.value.startsWith('https://'));
  if (!first || parts.get('ca')) return;
  const name = `${first.service}-ca`;
  const ca = objectName.safeParse(name).success ? name : 'service-ca';
  parts.set('ca', ca, first.from.slice(-1), said('ServiceCaAsked', { service: first.service, ca }));
};

const weighted = (draft: TraefikDraft, nodes: readonly SourceNode[]): undefined => {
  const { parts, ledger } = draft;
  const targets = nodes.map((n) => targetOf(draft, n));
  const missing = nodes.find((_, i) => !targets[i]);
  for (const n of nodes) settings(draft, n);
  if (missing) return ask(draft, missing);
  const known = targets as Target[];
  if (known.length === 1) {
    parts.set('backend', known[0]!.value, known[0]!.from);
    ledger.noEffect(known[0]!.weight);
  } else {
    const list = known.slice(0, 16).map((t) => ({ backend: t.value, weight: t.weight.number ?? 1 }));
    parts.set(
      'backends',
      list,
      known.flatMap((t) => [...t.from, t.weight]),
    );
  }
  trust(draft, known);
  return undefined;
};

/** A TraefikService: weighted, mirroring or failover. Returns whether the answers contain it. */
const composed = (draft: TraefikDraft, object: SourceNode): boolean => {
  const { parts, ledger } = draft;
  const spec = object.get('spec');
  const inner = { ...draft, namespace: object.get('metadata', 'namespace').text ?? draft.namespace };
  if (spec.get('weighted').exists) {
    const nodes = spec.get('weighted', 'services').items;
    if (nodes.length === 0 || nodes.some((n) => n.get('kind').text === 'TraefikService')) return false;
    weighted(inner, nodes);
    const cookie = spec.get('weighted', 'sticky', 'cookie');
    if (cookie.exists)
      dropped(
        draft,
        cookie,
        'sticky of a weighted service',
        'The requests of one client can reach different services.',
      );
    return true;
  }
  const failover = spec.get('failover');
  if (failover.exists) {
    const [first, fallback] = [failover.get('service'), failover.get('fallback')];
    const to = targetOf(inner, fallback);
    if ([first, fallback].some((n) => n.get('kind').text === 'TraefikService') || !to || !first.exists) return false;
    weighted(inner, [first]);
    parts.set(
      'failover',
      to.value,
      to.from,
      differs(
        'failover',
        'Traefik asks the health check of the service, the gateway uses the other Service while no endpoint is healthy',
      ),
    );
    return true;
  }
  const mirroring = spec.get('mirroring');
  if (mirroring.exists && mirroring.get('kind').text !== 'TraefikService') {
    weighted(inner, [mirroring]);
    const [mirror, ...more] = mirroring.get('mirrors').items;
    const to = mirror && targetOf(inner, mirror);
    if (to && !to.value.includes('://')) {
      const percent = mirror.get('percent');
      parts.set('mirror', percent.number ? { backend: to.value, percent: percent.number } : to.value, [
        ...to.from,
        percent,
      ]);
    }
    for (const m of more)
      ledger.say(m, 'SettingDropped', {
        name: 'a second mirror',
        effect: 'This Service receives no copies of requests.',
      });
    ledger.noEffect(mirroring.get('mirrorBody'));
    return true;
  }
  return false;
};

/** Keys of the answers about where a route leads; a reason if it leads to no Service. */
export const serviceParts = (draft: TraefikDraft, route: SourceNode): string | undefined => {
  const nodes = route.get('services').items;
  if (nodes.length === 0) return 'it has no service';
  const other = nodes.find((n) => n.get('kind').text === 'TraefikService');
  if (!other) {
    weighted(draft, nodes);
    return undefined;
  }
  const name = other.get('name').text ?? '';
  if (/@internal$/.test(name)) return `${name} is a service of Traefik itself`;
  const object = draft.objects.find('TraefikService', other, draft.namespace);
  if (nodes.length > 1 || !object) return `the answers cannot contain the TraefikService ${name}`;
  if (!composed(draft, object)) return `the answers cannot contain the TraefikService ${name}`;
  for (const key of ['name', 'namespace', 'kind'])
    if (other.get(key).exists) draft.ledger.carried(other.get(key), 'backend');
  return undefined;
};
