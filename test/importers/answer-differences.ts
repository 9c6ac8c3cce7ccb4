// Whether answers are those of before, key by key: in their normal form, without what means the same.
import { validateAnswers } from '../../src/answers/read.ts';
import { DEFAULTS } from '../../src/values/defaults.ts';

type Tree = Record<string, unknown>;

/** Answers that mean the same as none: what generate does anyway. */
const USUAL: Readonly<Record<string, unknown>> = {
  'gateway.name': 'eg',
  'gateway.namespace': 'default',
  'gateway.class': 'eg',
  'rateLimit.scope': 'local',
  'rateLimit.across': 'service',
  'observability.accessLog': 'json',
  'traffic.clientsBehind.type': 'direct',
  'traffic.peakRequestsPerSecond': DEFAULTS.traffic.peakRequestsPerSecond.value,
  'traffic.p95Latency': DEFAULTS.traffic.p95Latency.value,
};

const isTree = (v: unknown): v is Tree => typeof v === 'object' && v !== null && !Array.isArray(v);

/** A list of named things by their names: the order of services has no meaning where their paths differ. */
const byName = (list: readonly Tree[]): Tree =>
  Object.fromEntries(list.map(({ name, ...rest }) => [String(name), rest]));

const leaves = (value: unknown, key: string, into: Map<string, string>): void => {
  if (value === undefined) return;
  if (isTree(value)) for (const [k, v] of Object.entries(value)) leaves(v, key === '' ? k : `${key}.${k}`, into);
  // Names of headers have no case.
  else into.set(key, /\.header$/.test(key) ? JSON.stringify(value).toLowerCase() : JSON.stringify(value));
};

/** Sorted, because the order of these has no meaning. */
const SETS = new Set(
  'methods paths hostnames public cidrs clients audiences remove scopes auth all any headers'.split(' '),
);

const sorted = (value: unknown, key = ''): unknown => {
  if (Array.isArray(value)) {
    const list = value.map((v) => sorted(v));
    return SETS.has(key) ? list.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)) : list;
  }
  return isTree(value) ? Object.fromEntries(Object.entries(value).map(([k, v]) => [k, sorted(v, k)])) : value;
};

/** Every answer with its value; undefined: the answers would be refused. */
const normalForm = (given: Tree): Map<string, string> | undefined => {
  const read = validateAnswers(structuredClone(given), '');
  if ('problems' in read) return undefined;
  const { version: _, services, auth, streams, ...rest } = sorted(read.answers) as Tree;
  const { default: usual, ...access } = (auth ?? {}) as Tree;
  const all = ((services ?? []) as Tree[]).map((s): Tree => ({ ...s, auth: s.auth ?? usual }));
  const out = new Map<string, string>();
  const whole = { ...rest, auth: access, services: byName(all), streams: byName((streams ?? []) as Tree[]) };
  leaves(whole, '', out);
  for (const [key, value] of Object.entries(USUAL)) if (out.get(key) === JSON.stringify(value)) out.delete(key);
  return out;
};

/** The keys in which two answers differ: `services.orders.timeout`. */
export const answerDifferences = (a: Tree, b: Tree): string[] => {
  const [before, after] = [normalForm(a), normalForm(b)];
  if (!before || !after) return ['refused'];
  return [...new Set([...before.keys(), ...after.keys()])].filter((k) => before.get(k) !== after.get(k)).sort();
};
