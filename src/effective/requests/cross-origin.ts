// CORS of a rule: its CORS filter, or that of its SecurityPolicy.
import { milliseconds } from '../../values/duration.ts';
import { entries, type Fields, fields, type Loose, text, texts } from '../objects/loose-objects.ts';
import { type EffectivePolicy, sourceIn } from './effective-policy.ts';
import type { Source } from './setting.ts';

export interface CrossOrigin {
  /** `*` inside an origin stands for any text. */
  readonly origins: readonly string[];
  readonly methods: readonly string[];
  readonly headers: readonly string[];
  readonly exposedHeaders: readonly string[];
  readonly credentials: boolean;
  /** Seconds that a browser keeps the answer to a preflight request. */
  readonly maxAge: number | undefined;
  readonly source: Source;
}

const crossOrigin = (given: Fields, maxAge: number | undefined, source: Source): CrossOrigin =>
  Object.freeze({
    origins: texts(given.allowOrigins),
    methods: texts(given.allowMethods),
    headers: texts(given.allowHeaders),
    exposedHeaders: texts(given.exposeHeaders),
    credentials: given.allowCredentials === true,
    maxAge,
    source,
  });

/** The API server's default of a filter's `maxAge`. */
const FILTER_MAX_AGE = 5;

/** CORS of a rule; undefined: none, so preflight requests are forwarded. The filter replaces the policy's CORS completely. */
export const crossOriginOf = (
  route: Loose,
  filter: Fields | undefined,
  rule: Fields,
  at: string,
  security: EffectivePolicy | undefined,
): CrossOrigin | undefined => {
  if (filter) {
    const index = entries(rule.filters).findIndex((f) => f.cors === filter);
    const maxAge = typeof filter.maxAge === 'number' ? filter.maxAge : FILTER_MAX_AGE;
    return crossOrigin(filter, maxAge, { object: route, field: `${at}.filters[${index}].cors` });
  }
  if (security?.spec.cors === undefined) return undefined;
  const given = fields(security.spec.cors);
  const age = text(given.maxAge);
  return crossOrigin(given, age === undefined ? undefined : milliseconds(age) / 1000, sourceIn(security, 'cors'));
};
