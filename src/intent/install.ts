import { oldestVersion } from '../answers/oldest-version.ts';
import type { Answers } from '../answers/schema/answers-schema.ts';
import { GUARD_PATH, REDIS } from '../model/fixed-names.ts';
import type {
  CertificateIntent,
  GatewayIntent,
  GatewayServiceIntent,
  InstallIntent,
  RedisIntent,
} from '../model/intent.ts';
import { scopeOf } from './count-by.ts';

const ACME_SERVER = {
  production: 'https://acme-v02.api.letsencrypt.org/directory',
  staging: 'https://acme-staging-v02.api.letsencrypt.org/directory',
} as const;

const serviceOf = ({ gateway }: Answers): GatewayServiceIntent => {
  const s = gateway?.service;
  const type = s?.type ?? 'LoadBalancer';
  return {
    type,
    annotations: s?.annotations ?? {},
    loadBalancerClass: s?.loadBalancerClass,
    loadBalancerIP: s?.loadBalancerIP,
    externalTrafficPolicy: type === 'ClusterIP' ? undefined : (s?.externalTrafficPolicy ?? 'Local'),
    loadBalancerSourceRanges: s?.loadBalancerSourceRanges ?? [],
    answered: s !== undefined,
  };
};

/** The names of the Gateway and of the objects that belong to it. */
export const gatewayOf = (answers: Answers): GatewayIntent => {
  const name = answers.gateway?.name ?? 'eg';
  return {
    name,
    namespace: answers.gateway?.namespace ?? 'default',
    className: 'eg',
    proxy: `${name}-proxy`,
    hostname: answers.hostname,
    // Of two routes with the same match the older one wins, so with a service at / the catch-all needs another path.
    catchAllPath: answers.services.some((s) => s.paths.includes('/')) ? GUARD_PATH : '/',
    service: serviceOf(answers),
    tlsSecret: answers.tls.secret ?? `${name}-tls`,
  };
};

/** The source of the certificate, and the issuer if it is generated. */
export const certificateOf = (answers: Answers, gateway: GatewayIntent): CertificateIntent => {
  const { tls } = answers;
  if (tls.secret !== undefined) return { from: 'secret' };
  if (tls.issuer === undefined)
    return {
      from: 'issuer',
      issuer: { kind: 'Issuer', name: `${gateway.name}-self-signed` },
      emit: { type: 'selfSigned' },
    };
  return {
    from: 'issuer',
    issuer: { kind: tls.issuer.kind, name: tls.issuer.name },
    emit: tls.acme && { type: 'acme', email: tls.acme.email, server: ACME_SERVER[tls.acme.server ?? 'production'] },
  };
};

const redisOf = (answers: Answers): RedisIntent => {
  const redis = answers.rateLimit?.redis;
  if (!redis || redis.deploy)
    return {
      deploy: true,
      url: `${REDIS.name}.${REDIS.namespace}.svc.cluster.local:${REDIS.port}`,
      type: 'single',
      tls: false,
      password: undefined,
      image: redis?.image ?? REDIS.image,
    };
  return {
    deploy: false,
    url: redis.url,
    type: redis.type ?? 'single',
    tls: redis.tls ?? false,
    password: redis.password,
    image: undefined,
  };
};

/** Whether any limit uses Redis. */
export const countsGlobally = (answers: Answers): boolean =>
  scopeOf(answers) === 'global' &&
  (answers.rateLimit?.limits !== undefined ||
    answers.services.some((s) => s.rateLimit !== undefined && s.rateLimit !== 'none'));

/** Mesh identities contain the namespace, so in an ambient mesh the proxies run in the Gateway's namespace. */
const placeOf = (answers: Answers): 'controllerNamespace' | 'gatewayNamespace' =>
  answers.envoyGateway?.proxies ?? (answers.mesh?.mode === 'ambient' ? 'gatewayNamespace' : 'controllerNamespace');

const namespaceOf = (answers: Answers): string => answers.envoyGateway?.namespace ?? 'envoy-gateway-system';

/** The installation settings of Envoy Gateway. */
export const installOf = (answers: Answers, gateway: GatewayIntent, hasExternals: boolean): InstallIntent => ({
  version: answers.envoyGateway?.version ?? 'v1.9.1',
  oldest: oldestVersion(answers),
  namespace: namespaceOf(answers),
  needsCertManager: answers.tls.secret === undefined,
  enableBackend: hasExternals,
  controllerReplicas: 2,
  proxies:
    placeOf(answers) === 'gatewayNamespace'
      ? { mode: 'GatewayNamespace', namespace: gateway.namespace }
      : { mode: 'ControllerNamespace', namespace: namespaceOf(answers) },
  rateLimitService: countsGlobally(answers)
    ? { redis: redisOf(answers), failClosed: answers.rateLimit?.onFailure === 'closed', replicas: 2 }
    : undefined,
});
