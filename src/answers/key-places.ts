import { knownKeys } from './known-keys.ts';

/** Objects of the answers in which a misplaced key is searched, from the root; 0 is any service. */
const PLACES: readonly (readonly (string | number)[])[] = [
  [],
  ['services', 0],
  ...['tls', 'gateway', 'gateway.service', 'proxy', 'proxy.resources', 'envoyGateway', 'traffic', 'auth'],
  ...['rateLimit', 'rateLimit.redis', 'cors', 'errors', 'observability', 'secrets', 'delivery'],
].map((place) => (typeof place === 'string' ? place.split('.') : place));

/** Where the answers have a key: `tls.minVersion`, `services.NAME.retries`. At most three. */
export const placesOfKey = (key: string): string[] =>
  PLACES.filter((place) => knownKeys(place).includes(key))
    .map((place) => [...place, key].join('.').replace('services.0.', 'services.NAME.'))
    .slice(0, 3);
