// A number of requests in each unit of time.
import * as z from 'zod';
import { refusal, refuse } from '../diagnostics/refusal.ts';

/** BackendTrafficPolicy.spec.rateLimit.*.rules[].limit.unit, in lower case as in the answers. */
export const UNITS = ['second', 'minute', 'hour', 'day', 'week', 'month', 'year'] as const;
export type Unit = (typeof UNITS)[number];

/** How long each unit is; a month has 30 days. */
export const UNIT_SECONDS: Readonly<Record<Unit, number>> = {
  second: 1,
  minute: 60,
  hour: 3600,
  day: 86_400,
  week: 604_800,
  month: 2_592_000,
  year: 31_536_000,
};

/** A number of requests in each unit. */
export interface Limit {
  readonly requests: number;
  readonly unit: Unit;
}

const NEAR: Readonly<Record<string, Unit>> = {
  s: 'second', sec: 'second', secs: 'second', seconds: 'second',
  m: 'minute', min: 'minute', mins: 'minute', minutes: 'minute',
  h: 'hour', hr: 'hour', hrs: 'hour', hours: 'hour',
  d: 'day', days: 'day', w: 'week', weeks: 'week', mo: 'month', months: 'month', y: 'year', years: 'year',
}; // biome-ignore format: a table

const isUnit = (s: string): s is Unit => (UNITS as readonly string[]).includes(s);

/** `100/minute`, `100/min`, `100/m`; `10rps`, `100rpm`, `100rph`. */
const PER_UNIT = /^(\d{1,10})(?:\/([a-z]+)|rp([smhd]))$/;

/** A limit as it is meant; undefined: it is none. */
export const limitIn = (text: string): Limit | undefined => {
  const [, n = '', unit = '', letter] = PER_UNIT.exec(text) ?? [];
  const name = isUnit(unit) ? unit : NEAR[letter ?? unit];
  const requests = Number(n);
  return name !== undefined && requests >= 1 && requests <= 4294967295 ? { requests, unit: name } : undefined;
};

/** `100/minute`. */
export const limit = z
  .string()
  .transform((s, ctx): Limit => {
    const read = limitIn(s);
    if (read) return read;
    const loose = /^\s*([\d_,]+)\s*(?:\/|per|a|each|p)?\s*([a-z]+)\s*$/i.exec(s);
    const meant = loose?.[2]
      ? (NEAR[loose[2].toLowerCase()] ?? (isUnit(loose[2].toLowerCase()) ? loose[2].toLowerCase() : undefined))
      : undefined;
    // A comma is in numbers of thousands; `10,20/second` is no number.
    const given = loose?.[1] ?? '';
    const n = /^(?:[\d_]+|\d{1,3}(?:,\d{3})+)$/.test(given) ? given.replace(/[_,]/g, '') : '';
    const suggestion = meant && Number(n) >= 1 ? `${n}/${meant}` : undefined;
    refuse(ctx, refusal('InvalidLimit', { value: s, units: UNITS, suggestion }));
    return z.NEVER;
  })
  .describe('Number of requests per second, minute, hour, day, week, month or year: `100/minute`.');

/** One limit, or a list. */
export const limitList = z.union([limit.transform((l) => [l]), z.array(limit).min(1).max(8)]);
