// Networks, rate limits and CORS of an Ingress.

import { cors as corsSchema } from '../../answers/schema/cors-schema.ts';
import { METHODS } from '../../answers/schema/transform-schema.ts';
import { headerName } from '../../values/scalars.ts';
import type { Part } from '../neutral/neutral.ts';
import { type Ledger, said } from '../report/ledger.ts';
import type { SourceNode } from '../source/source-node.ts';
import { secondsAsDuration } from '../spelling/durations.ts';
import { type Annotations, asked, dropped, invalid, near, nearAll } from './ingress-annotations.ts';
import type { NginxConfig } from './nginx-config.ts';
import { listOf, networksOf, secondsOf } from './nginx-values.ts';
import type { Obstacle } from './obstacle.ts';

/** Parts, and what leaves the service undecided. */
export interface Access {
  readonly parts: readonly Part[];
  readonly obstacles: readonly Obstacle[];
}

/** Networks that have access, or have none. ingress-nginx denies all requests if the list is not one of networks. */
export const networks = (a: Annotations, config: NginxConfig, ledger: Ledger): Access => {
  const parts: Part[] = [];
  const obstacles: Obstacle[] = [];
  const allow = a.take('whitelist-source-range', 'allowlist-source-range');
  const deny = a.take('denylist-source-range');
  const read = (key: string, node: SourceNode): void => {
    if (!node.exists) return;
    // Of the ConfigMap, an empty list is none. An empty annotation is invalid, and denies all requests.
    if ((node.text ?? '').trim() === '' && node !== allow && node !== deny) {
      ledger.noEffect(node);
      return;
    }
    const value = networksOf(node.text ?? '');
    if (value) parts.push({ key, value, from: [node] });
    else obstacles.push({ what: `${node.key} is not a list of networks`, from: [node] });
  };
  read('allow.cidrs', allow.exists ? allow : config.get('whitelist-source-range'));
  read('deny.cidrs', deny);
  return { parts, obstacles };
};

/** Requests of a client address in each unit of time. */
export const rateLimits = (a: Annotations, ledger: Ledger): Part[] => {
  const parts: { readonly value: string; readonly node: SourceNode }[] = [];
  for (const [name, unit] of [
    ['limit-rps', 'second'],
    ['limit-rpm', 'minute'],
  ] as const) {
    const node = a.take(name);
    if (!node.exists) continue;
    const count = secondsOf(node.text ?? '');
    if (count) parts.push({ value: `${count}/${unit}`, node });
    else ledger.add(node, count === 0 ? said('NoEffect') : invalid(node, 'a number of requests'));
  }
  const exempt = a.take('limit-whitelist', 'limit-allowlist');
  if (parts.length === 0) {
    if (exempt.exists) ledger.add(exempt, dropped(exempt, 'It has no effect without a limit.'));
    return [];
  }
  const cidrs = networksOf(exempt.text ?? '');
  if (exempt.exists && cidrs?.length !== 1)
    ledger.add(exempt, cidrs ? dropped(exempt) : invalid(exempt, 'a list of networks'));
  const nodes = parts.map((p) => p.node);
  return [
    { key: 'rateLimit.limits', value: parts.map((p) => p.value), from: nodes, said: nearAll(nodes) },
    { key: 'rateLimit.key', value: 'sourceIP', from: [] },
    ...(cidrs?.length === 1 ? [{ key: 'rateLimit.exempt.cidrs', value: cidrs, from: [exempt] }] : []),
  ];
};

/** What ingress-nginx sends if an annotation is missing (annotations/cors/main.go). */
const USUAL = {
  methods: ['GET', 'PUT', 'POST', 'DELETE', 'PATCH', 'OPTIONS'],
  headers: ['DNT', 'Keep-Alive', 'User-Agent', 'X-Requested-With', 'If-Modified-Since', 'Cache-Control', 'Content-Type', 'Range', 'Authorization'], // biome-ignore format: a list
  maxAge: 1_728_000,
} as const;

const isMethod = (m: string): boolean => (METHODS as readonly string[]).includes(m);
const isHeader = (h: string): boolean => h !== '*' && headerName.safeParse(h).success;
const isOrigin = (o: string): boolean => corsSchema.safeParse({ origins: [o] }).success;

/** CORS. Any web site has no answer, so the web sites are asked. */
export const corsParts = (a: Annotations, ledger: Ledger): Part[] => {
  const enable = a.take('enable-cors');
  if (!a.isOn('enable-cors')) {
    for (const n of ['origin', 'methods', 'headers', 'credentials'].map((name) => a.take(`cors-allow-${name}`)))
      if (n.exists) ledger.add(n, dropped(n, 'It has no effect without enable-cors.'));
    for (const n of [a.take('cors-expose-headers'), a.take('cors-max-age')])
      if (n.exists) ledger.add(n, dropped(n, 'It has no effect without enable-cors.'));
    return enable.exists ? [{ key: 'cors', value: 'none', from: [enable] }] : [];
  }
  const list = (
    key: string,
    name: string,
    usual: readonly string[] | undefined,
    isValid: (s: string) => boolean,
  ): Part[] => {
    const node = a.take(name);
    if (!node.exists) return usual ? [{ key, value: usual, from: [] }] : [];
    const values = listOf(node.text ?? '');
    const valid = values.filter(isValid);
    if (valid.length === 0) ledger.add(node, invalid(node, 'a list of valid names'));
    if (valid.length === 0) return usual ? [{ key, value: usual, from: [] }] : [];
    const left = values.filter((v) => !isValid(v));
    return [
      {
        key,
        value: valid,
        from: [node],
        ...(left.length > 0 && { said: near(node, `The gateway does not allow ${left.join(', ')}.`) }),
      },
    ];
  };
  const origin = a.take('cors-allow-origin');
  const sites = listOf(origin.text ?? '*');
  const isAny = sites.includes('*') || !sites.some(isOrigin);
  const question =
    'nginx allows scripts of every web site. List the sites: cors: { origins: [https://app.example.com] }.';
  const node = origin.exists ? origin : enable;
  const credentials = a.take('cors-allow-credentials');
  const age = a.take('cors-max-age');
  const seconds = age.exists ? secondsOf(age.text ?? '') : USUAL.maxAge;
  if (seconds === undefined) ledger.add(age, invalid(age, 'a number of seconds'));
  return [
    ...(isAny
      ? [{ key: 'cors.origins', value: undefined, from: [node], said: asked(node, question) }]
      : list('cors.origins', 'cors-allow-origin', undefined, isOrigin)),
    ...list('cors.methods', 'cors-allow-methods', USUAL.methods, isMethod),
    ...list('cors.headers', 'cors-allow-headers', USUAL.headers, isHeader),
    ...list('cors.exposeHeaders', 'cors-expose-headers', undefined, isHeader),
    {
      key: 'cors.credentials',
      value: credentials.text?.trim() !== 'false',
      from: [enable, credentials].filter((n) => n.exists),
    },
    {
      key: 'cors.maxAge',
      value: secondsAsDuration(seconds ?? USUAL.maxAge),
      from: seconds !== undefined && age.exists ? [age] : [],
    },
  ];
};

/** The question for what is in front of the gateway, where an answer uses the address of the client. */
export const addressQuestion = (parts: readonly Part[]) => {
  const part = parts.find((p) => /^(allow|deny)\.cidrs$|^rateLimit\.limits$/.test(p.key) && p.from.length > 0);
  return part && { node: part.from[0]!, said: said('IngressClientAddress', { key: part.key }) };
};
