import { nearest } from '../diagnostics/nearest.ts';
import { knownKeys } from './known-keys.ts';

/** Objects of the answers in which a misplaced key is searched, from the root; 0 is any service. */
const PLACES: readonly (readonly (string | number)[])[] = [
  [],
  ['services', 0],
  ...['tls', 'gateway', 'gateway.service', 'proxy', 'proxy.resources', 'envoyGateway', 'traffic', 'auth'],
  ...['rateLimit', 'rateLimit.redis', 'cors', 'errors', 'observability', 'secrets', 'delivery'],
].map((place) => (typeof place === 'string' ? place.split('.') : place));

const placesOf = (key: string): string[] =>
  PLACES.filter((place) => knownKeys(place).includes(key))
    .map((place) => [...place, key].join('.').replace('services.0.', 'services.NAME.'))
    .slice(0, 3);

/**
 * Where the answers have a key that is not known at its place: `tls.minVersion`, `services.NAME.retries`. At most three. For a
 * mistyped key, the places of the key that was meant, unless its own place (`known`) has a similar one.
 */
export const placesOfKey = (key: string, known: readonly string[]): string[] => {
  const places = placesOf(key);
  if (places.length > 0 || nearest(key, known) !== undefined) return places;
  const meant = nearest(key, [...new Set(PLACES.flatMap((place) => knownKeys(place)))]);
  return meant === undefined ? [] : placesOf(meant);
};
