/** Below it the gateway answers itself: the guard routes, and with them OIDC's callback and logout. */
export const GUARD_PATH = '/.eg-api-gateway';

/** Where Redis stands when we deploy it, and the image: the digest is that of the list over all architectures. */
export const REDIS = {
  namespace: 'redis-system',
  name: 'redis',
  port: 6379,
  image: 'docker.io/library/redis:7.4.2@sha256:fbdbaea47b9ae4ecc2082ecdb4e1cea81e32176ffb1dcf643d422ad07427e5d9',
} as const;
