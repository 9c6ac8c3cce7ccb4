// The methods of a route in words.
import type { RouteIntent } from './routes-intent.ts';

/** `a or b` if any of the methods is enough, `a and b` if all of them are required. */
export const methodWords = ({ methods, all }: Pick<RouteIntent, 'methods' | 'all'>): string =>
  methods.join(all ? ' and ' : ' or ');
