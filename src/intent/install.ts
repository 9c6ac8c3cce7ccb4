import { hostsOf, mainHost } from '../answers/hosts.ts';
import { oldestVersion } from '../answers/oldest-version.ts';
import type { Answers } from '../answers/schema/answers-schema.ts';
import { REDIS } from '../model/fixed-names.ts';
import { parentOf } from '../model/gateway-labels.ts';
import type { CertificateIntent, GatewayIntent, InstallIntent, RedisIntent } from '../model/intent.ts';
import { DEFAULTS } from '../values/defaults.ts';
import type { JsonObject } from '../values/json-value.ts';
import { scopeOf } from './count-by.ts';
import { listening } from './gateway-listeners.ts';
import { gatewayServiceOf } from './gateway-service.ts';
import { controllerOf } from './pods.ts';

const ACME_SERVER = {
  production: 'https://acme-v02.api.letsencrypt.org/directory',
  staging: 'https://acme-staging-v02.api.letsencrypt.org/directory',
} as const;

/** The names of the Gateway and of the objects that belong to it. */
export const gatewayOf = (
  answers: Pick<
    Answers,
    'hostname' | 'hostnames' | 'anyHostReason' | 'gateway' | 'tls' | 'services' | 'traffic' | 'redirects' | 'responses'
  >,
): GatewayIntent => {
  const name = answers.gateway?.name ?? DEFAULTS.gateway.name.value;
  const { listeners, hosts, certificates } = listening(answers, name);
  const { daemonSet, attach } = answers.gateway ?? {};
  return {
    name,
    attach: attach && {
      name: attach.name,
      namespace: attach.namespace ?? answers.gateway?.namespace ?? DEFAULTS.gateway.namespace.value,
    },
    namespace: answers.gateway?.namespace ?? DEFAULTS.gateway.namespace.value,
    className: answers.gateway?.class ?? DEFAULTS.gateway.class.value,
    merged: answers.gateway?.merge,
    proxy: `${name}-proxy`,
    hostname: mainHost(answers),
    hosts,
    anyHostReason: answers.anyHostReason,
    listeners,
    plainHttp: answers.services.some((s) => s.plainHttp !== undefined),
    terminated: answers.tls.terminatedByLoadBalancer,
    service: gatewayServiceOf(answers, listeners, hostsOf(answers)),
    ipFamily: answers.gateway?.ipFamily,
    daemonSet: daemonSet && {
      nodes: daemonSet.nodes,
      hostNetwork: answers.gateway?.hostNetwork ?? DEFAULTS.gateway.hostNetwork.value,
    },
    certificates,
  };
};

/** The source of the certificate, and the issuer if it is generated. */
export const certificateOf = (answers: Pick<Answers, 'tls'>, gateway: GatewayIntent): CertificateIntent => {
  const { tls } = answers;
  // Without any of them, each host has a certificate of its own.
  if (tls.secret !== undefined || tls.attached || (tls.issuer === undefined && !tls.selfSigned))
    return { from: 'secret' };
  if (tls.issuer === undefined)
    return {
      from: 'issuer',
      issuer: { kind: 'Issuer', name: `${gateway.name}-self-signed` },
      emit: { type: 'selfSigned' },
    };
  return {
    from: 'issuer',
    issuer: { kind: tls.issuer.kind, name: tls.issuer.name },
    emit: tls.acme && {
      type: 'acme',
      email: tls.acme.email,
      server: ACME_SERVER[tls.acme.server ?? DEFAULTS.acme.server.value],
    },
  };
};

const redisOf = (answers: Pick<Answers, 'rateLimit'>): RedisIntent => {
  const redis = answers.rateLimit?.redis;
  if (!redis || redis.deploy)
    return {
      deploy: true,
      url: `${REDIS.name}.${REDIS.namespace}.svc.cluster.local:${REDIS.port}`,
      type: DEFAULTS.rateLimit.redis.type.value,
      tls: DEFAULTS.rateLimit.redis.tls.value,
      password: undefined,
      image: redis?.image ?? REDIS.image,
    };
  return {
    deploy: false,
    url: redis.url,
    type: redis.type ?? DEFAULTS.rateLimit.redis.type.value,
    tls: redis.tls ?? DEFAULTS.rateLimit.redis.tls.value,
    password: redis.password,
    image: undefined,
  };
};

/** Whether any limit uses Redis. */
const countsGlobally = (answers: Pick<Answers, 'rateLimit' | 'services'>): boolean =>
  scopeOf(answers) === 'global' &&
  (answers.rateLimit?.limits !== undefined ||
    answers.services.some((s) => s.rateLimit !== undefined && s.rateLimit !== 'none'));

/** Mesh identities contain the namespace, so in an ambient mesh the proxies run in the Gateway's namespace. */
const placeOf = (answers: Pick<Answers, 'envoyGateway' | 'mesh'>): 'controllerNamespace' | 'gatewayNamespace' =>
  answers.envoyGateway?.proxies ??
  DEFAULTS.envoyGateway.proxies.values[answers.mesh?.mode === 'ambient' ? 'ambient' : 'usual'];

const namespaceOf = (answers: Pick<Answers, 'envoyGateway'>): string =>
  answers.envoyGateway?.namespace ?? DEFAULTS.envoyGateway.namespace.value;

/** The installation settings of Envoy Gateway. */
export const installOf = (
  answers: Pick<Answers, 'platform' | 'envoyGateway' | 'mesh' | 'tls' | 'auth' | 'rateLimit' | 'services'>,
  gateway: GatewayIntent,
  hasExternals: boolean,
): InstallIntent => ({
  byThisFile: gateway.attach === undefined && (answers.envoyGateway?.install ?? DEFAULTS.envoyGateway.install.value),
  version: answers.envoyGateway?.version ?? DEFAULTS.envoyGateway.version.value,
  platform: answers.platform,
  oldest: oldestVersion(answers),
  namespace: namespaceOf(answers),
  needsCertManager: gateway.certificates.some((c) => c.issued),
  enableBackend: hasExternals,
  enableLua: answers.services.some((s) => s.extensions?.lua !== undefined),
  controller: controllerOf(answers),
  values: answers.envoyGateway?.values as JsonObject | undefined,
  proxies:
    placeOf(answers) === 'gatewayNamespace'
      ? { mode: 'GatewayNamespace', namespace: parentOf(gateway).namespace }
      : { mode: 'ControllerNamespace', namespace: namespaceOf(answers) },
  rateLimitService: countsGlobally(answers)
    ? {
        redis: redisOf(answers),
        failClosed: (answers.rateLimit?.onFailure ?? DEFAULTS.rateLimit.onFailure.value) === 'closed',
        replicas: 2,
      }
    : undefined,
});
