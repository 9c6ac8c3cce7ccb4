// An EnvoyProxy as answers: the Service of the proxies, logs, traces, and where its pods run.

import { AUTH_TYPES, KINDS } from '../../../../auth/kinds.ts';
import { entries, type Fields, fields, isSet, type Loose, text } from '../../../../effective/objects/loose-objects.ts';
import { inNamespaceOf } from '../../../../effective/requests/effective-policy.ts';
import { ACCESS_LOG_FIELDS } from '../../../../model/access-log-fields.ts';
import { SPREAD_OVER } from '../../../../model/fixed-names.ts';
import { DEFAULTS } from '../../../../values/defaults.ts';
import type { Part } from '../../../neutral/neutral.ts';
import { serviceReference } from '../../../spelling/service-reference.ts';
import type { GatewayView } from '../../source-views.ts';
import { isGenerated } from '../own/own-routes.ts';
import { sizesOf } from '../sizes/computed-sizes.ts';
import { observedSizes } from '../sizes/observed-sizes.ts';
import { ObjectRoom } from './answers-of-fields.ts';

const KUBERNETES = 'provider.kubernetes';
const SERVICE = `${KUBERNETES}.envoyService`;
const POD = `${KUBERNETES}.envoyDeployment.pod`;

const serviceParts = (room: ObjectRoom): Part[] => {
  const D = DEFAULTS.gatewayService;
  const of = (key: string, usual?: unknown): Part[] =>
    room.answer(`gateway.service.${key}`, `${SERVICE}.${key}`, usual);
  return [
    ...of('type', D.type.value),
    ...of('annotations'),
    ...of('loadBalancerClass'),
    ...of('loadBalancerIP'),
    ...of('externalTrafficPolicy', D.externalTrafficPolicy.value),
    ...of('loadBalancerSourceRanges'),
  ];
};

const OPERATORS: readonly unknown[] = ['Exists', 'Equal', undefined];

/** A taint as kubectl takes it. */
const tolerationsOf = (given: unknown): string[] | undefined => {
  const all = entries(given).map(({ key, operator, value, effect, ...rest }) =>
    Object.values(rest).some(isSet) || text(key) === undefined || !OPERATORS.includes(operator)
      ? undefined
      : `${key}${operator === 'Exists' ? '' : `=${text(value) ?? ''}`}${isSet(effect) ? `:${effect}` : ''}`,
  );
  return all.length > 0 && all.every((t) => t !== undefined) ? all : undefined;
};

const podParts = (room: ObjectRoom): Part[] => {
  const own = <T>(value: T, key: string, field: string): Part[] => room.answer(key, field, undefined, value);
  const pullers = entries(room.at(`${POD}.imagePullSecrets`)).flatMap((s) => text(s.name) ?? []);
  return [
    ...own(
      room.at(`${KUBERNETES}.envoyDeployment.container.image`),
      'proxy.image',
      `${KUBERNETES}.envoyDeployment.container.image`,
    ),
    ...own(room.at(`${POD}.nodeSelector`), 'proxy.nodeSelector', `${POD}.nodeSelector`),
    ...own(tolerationsOf(room.at(`${POD}.tolerations`)), 'proxy.tolerations', `${POD}.tolerations`),
    ...own(room.at(`${POD}.priorityClassName`), 'proxy.priorityClassName', `${POD}.priorityClassName`),
    ...own(pullers.length > 0 ? pullers : undefined, 'proxy.imagePullSecrets', `${POD}.imagePullSecrets`),
    ...spreadParts(room),
    ...podMetadata(room),
  ];
};

/** Pods spread over zones and nodes, as generate writes it. */
const spreadParts = (room: ObjectRoom): Part[] => {
  const field = `${POD}.topologySpreadConstraints`;
  const all = entries(room.at(field));
  if (all.length === 0) return [{ key: 'proxy.topologySpread', value: 'none', from: [] }];
  const [when] = all.map((c) => c.whenUnsatisfiable);
  const isOurs = (c: Fields, i: number): boolean =>
    c.topologyKey === SPREAD_OVER[i] && c.maxSkew === 1 && c.whenUnsatisfiable === when;
  // Others have no answer, and stay for the report.
  if (all.length !== SPREAD_OVER.length || !all.every(isOurs)) return [];
  if (when === 'DoNotSchedule') return [{ key: 'proxy.topologySpread', value: 'required', from: room.from(field) }];
  room.carried(field);
  return [];
};

/** The labels of a generated PodMonitor in addition to its own. */
const monitorParts = ({ view }: ObjectRoom): Part[] => {
  const monitor = view.snapshot.objects.find((o) => o.kind === 'PodMonitor' && isGenerated(o));
  if (!monitor) return [];
  const own = Object.entries(fields(monitor.metadata.labels)).filter(([k]) => !k.startsWith('app.kubernetes.io/'));
  const value = own.length > 0 ? { labels: Object.fromEntries(own) } : true;
  return [{ key: 'observability.prometheus', value, from: [] }];
};

const telemetryParts = (room: ObjectRoom): Part[] => {
  const { accessLog, tracing } = fields(room.at('telemetry'));
  const parts: Part[] = [];
  if (fields(accessLog).disable === true)
    parts.push({ key: 'observability.accessLog', value: 'none', from: room.from('telemetry.accessLog.disable') });
  else reportLog(room);
  room.fixed({ 'telemetry.metrics.prometheus.disable': false });
  const { provider, samplingRate } = fields(tracing);
  const [ref, ...more] = entries(fields(provider).backendRefs);
  if (!ref) return parts;
  const { name, namespace, port, kind } = inNamespaceOf(room.object, ref);
  const field = 'telemetry.tracing.provider';
  if (fields(provider).type !== 'OpenTelemetry' || more.length > 0 || (kind ?? 'Service') !== 'Service') return parts;
  const address = serviceReference(name, port, namespace, room.object.metadata.namespace);
  return [
    ...parts,
    { key: 'observability.tracing.collector', value: address, from: room.from(field) },
    ...room.answer('observability.tracing.sampling', 'telemetry.tracing.samplingRate', undefined, samplingRate),
  ];
};

/** Names of fields that authentication adds. */
const OF_METHODS = AUTH_TYPES.flatMap((type) => KINDS[type].logFields(['method']).map(([name]) => name));

/** Whether generate writes a field of the access log. */
const isLogField = (name: string, value: unknown): boolean =>
  ACCESS_LOG_FIELDS.some(([n, operator]) => n === name && operator === value) ||
  OF_METHODS.some((n) => n === name || name.startsWith(`${n}_`));

/** The access log of the answers has fields that generate chooses. */
const reportLog = (room: ObjectRoom): void => {
  const [setting, ...more] = entries(room.at('telemetry.accessLog.settings'));
  const [sink, ...sinks] = entries(setting?.sinks);
  const json = fields(fields(setting?.format).json);
  const isOurs = text(json.route_name) === '%ROUTE_NAME%' && text(json.response_code_details) !== undefined;
  const isPlain = more.length + sinks.length === 0 && fields(sink?.file).path === '/dev/stdout';
  const [node] = room.from('telemetry.accessLog');
  if (!node) return;
  if (isOurs && isPlain) {
    room.view.ledger.carried(node);
    for (const field of node.get('settings', 0, 'format', 'json').children)
      if (!isLogField(field.key, field.value))
        room.view.ledger.say(field, 'AccessLogFields', { name: room.object.metadata.name });
  } else room.view.ledger.say(node, 'AccessLogFields', { name: room.object.metadata.name });
};

/** Sizes that generate computes from `traffic`, and the constants of the shutdown. */
const reportSizes = (room: ObjectRoom): void => {
  const { sizing } = sizesOf(room.view);
  const k = KUBERNETES;
  const container = `${k}.envoyDeployment.container.resources`;
  room.fixed({
    concurrency: Math.max(1, Math.round(sizing.cpuMillis.value / 1000)),
    shutdown: { drainTimeout: '60s', minDrainDuration: '15s' },
    'provider.type': 'Kubernetes',
    [`${k}.envoyDeployment.strategy`]: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: '25%' } },
    [`${k}.envoyPDB.minAvailable`]: sizing.minAvailable,
  });
  for (const path of [`${container}`, `${k}.envoyHpa`, `${k}.envoyDeployment.replicas`])
    for (const node of room.from(path))
      room.view.ledger.say(node, 'SizesComputedBack', { name: room.object.metadata.name });
};

/** Limits of disruptions, the load that adds replicas, and headers: what is set in place of the usual values. */
const otherSizes = (room: ObjectRoom): Part[] => {
  const { sizing } = sizesOf(room.view);
  const { minAvailable, cpuUtilization } = observedSizes(room.view);
  const of = (key: string, value: unknown, usual: unknown, from: Part['from'] = []): Part[] =>
    value === undefined || value === usual ? [] : [{ key, value, from }];
  const headers = entries(room.at('bootstrap.jsonPatches')).findIndex((p) => text(p.path)?.endsWith(HEADERS_SIZE));
  const kib = entries(room.at('bootstrap.jsonPatches'))[headers]?.value;
  return [
    ...of('proxy.minAvailable', minAvailable, sizing.minAvailable, room.from(`${KUBERNETES}.envoyPDB.minAvailable`)),
    ...of('proxy.cpuUtilization', cpuUtilization, DEFAULTS.proxy.cpuUtilization.value),
    ...of('traffic.maxRequestHeaders', kib === undefined ? undefined : `${kib}Ki`, undefined, room.from('bootstrap')),
    ...of('gateway.ipFamily', room.at('ipFamily'), undefined, room.from('ipFamily')),
  ];
};

/** Envoy reads it from its runtime. */
const HEADERS_SIZE = '/envoy.reloadable_features.max_request_headers_size_kb';

/** Labels by which the mesh takes pods. */
const OF_MESH = /(^|\.)istio\.io\//;

const podMetadata = (room: ObjectRoom): Part[] =>
  (['labels', 'annotations'] as const).flatMap((kind) => {
    const own = Object.entries(fields(room.at(`${POD}.${kind}`))).filter(([k]) => !OF_MESH.test(k));
    const key = kind === 'labels' ? 'proxy.podLabels' : 'proxy.podAnnotations';
    const from = own.flatMap(([k]) => room.from(`${POD}.${kind}`).map((n) => n.get(k)));
    return own.length > 0 ? [{ key, value: Object.fromEntries(own), from }] : [];
  });

const partsOf = (view: GatewayView, proxy: Loose): Part[] => {
  const room = new ObjectRoom(view, proxy);
  reportSizes(room);
  const { proxy: sizes } = sizesOf(view);
  return [
    ...Object.entries(sizes).map(([key, value]): Part => ({ key: `proxy.${key}`, value, from: [] })),
    ...otherSizes(room),
    ...serviceParts(room),
    ...podParts(room),
    ...telemetryParts(room),
    ...monitorParts(room),
  ];
};

/** The answers that the EnvoyProxy of the Gateway means. */
export const proxyParts = (view: GatewayView): Part[] => {
  const [proxy, ...more] = view.snapshot.of('EnvoyProxy');
  for (const other of more)
    for (const node of view.source.from(other, 'spec'))
      view.ledger.say(node, 'OneProxy', { name: other.metadata.name });
  return proxy ? partsOf(view, proxy) : [];
};
