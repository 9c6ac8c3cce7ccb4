// Redis for global limits: it is in no object, but in the configuration of Envoy Gateway.
import { entries, fields, isSet, text } from '../../../../effective/objects/loose-objects.ts';
import { REDIS } from '../../../../model/fixed-names.ts';
import type { Part } from '../../../neutral/neutral.ts';
import { said } from '../../../report/ledger.ts';
import { SourceNode } from '../../../source/source-node.ts';
import type { GatewayView } from '../../source-views.ts';

const isGlobal = (spec: unknown): boolean => isSet(fields(fields(spec).rateLimit).global);

/** The Redis that generate deploys. */
const isDeployed = (view: GatewayView): boolean =>
  view.snapshot.objects.some(
    (o) =>
      o.metadata.name === REDIS.name &&
      o.metadata.namespace === REDIS.namespace &&
      (o.kind === 'StatefulSet' || o.kind === 'Deployment'),
  );

/** Helm values of Envoy Gateway with a rate limit service. */
const valuesOf = (view: GatewayView): SourceNode | undefined =>
  view.source.documents
    .map((d) => new SourceNode(d).get('config', 'envoyGateway'))
    .find((config) => config.get('rateLimit', 'backend', 'redis', 'url').exists);

const TYPES: Readonly<Record<string, string>> = { SENTINEL: 'sentinel', CLUSTER: 'cluster' };

/** Settings that the rate limit service reads from its environment. */
const environmentParts = (config: SourceNode): Part[] => {
  const env = config.get('provider', 'kubernetes', 'rateLimitDeployment', 'container', 'env');
  return entries(env.value).flatMap((e, i): Part[] => {
    const from = [env.get(i)];
    const { name, key } = fields(fields(e.valueFrom).secretKeyRef);
    if (e.name === 'REDIS_TYPE' && TYPES[String(e.value)])
      return [{ key: 'rateLimit.redis.type', value: TYPES[String(e.value)], from }];
    if (e.name === 'REDIS_TLS' && e.value === 'true') return [{ key: 'rateLimit.redis.tls', value: true, from }];
    return e.name === 'REDIS_AUTH' && text(name) !== undefined
      ? [{ key: 'rateLimit.redis.password', value: { secret: name, key }, from }]
      : [];
  });
};

/** How global limits are counted; none if no limit is global. */
export const redisParts = (view: GatewayView): Part[] => {
  const [policy] = view.snapshot.of('BackendTrafficPolicy').filter((p) => isGlobal(p.spec));
  if (!policy && !isDeployed(view)) return [];
  const config = valuesOf(view);
  const asked = (key: string): Part => ({
    key: `rateLimit.${key}`,
    value: undefined,
    from: policy ? view.source.from(policy, 'spec.rateLimit.global').slice(0, 1) : [],
    said: said('RedisAsked', { key: `rateLimit.${key}` }),
  });
  const failClosed = config?.get('rateLimit', 'failClosed');
  const url = config?.get('rateLimit', 'backend', 'redis', 'url');
  return [
    { key: 'rateLimit.scope', value: 'global', from: [] },
    ...(isDeployed(view)
      ? [{ key: 'rateLimit.redis.deploy', value: true, from: [] }]
      : config && url?.text !== undefined
        ? [{ key: 'rateLimit.redis.url', value: url.text, from: [url] }, ...environmentParts(config)]
        : [asked('redis')]),
    ...(config
      ? [
          {
            key: 'rateLimit.onFailure',
            value: failClosed?.value === true ? 'closed' : 'open',
            from: failClosed ? [failClosed] : [],
          },
        ]
      : [asked('onFailure')]),
  ];
};
