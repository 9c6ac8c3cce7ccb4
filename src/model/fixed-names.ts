/** Path prefix that the gateway answers itself: guard routes, and the callback and logout of OIDC. */
export const GUARD_PATH = '/.eg-api-gateway';

/** The authorization rule for networks without access; labels and names of methods contain no dot. */
export const DENIED_NETWORKS = 'denied.networks';

/** Name and namespace of the generated Redis, and its image; the digest is that of the image index for all architectures. */
export const REDIS = {
  namespace: 'redis-system',
  name: 'redis',
  port: 6379,
  image: 'docker.io/library/redis:7.4.2@sha256:fbdbaea47b9ae4ecc2082ecdb4e1cea81e32176ffb1dcf643d422ad07427e5d9',
} as const;

/** Labels of nodes over whose values the pods of proxies are spread. */
export const SPREAD_OVER = ['topology.kubernetes.io/zone', 'kubernetes.io/hostname'] as const;

/** The listener without TLS, which redirects. */
export const HTTP_LISTENER = 'http';
