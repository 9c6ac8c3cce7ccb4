// Timeouts, sizes, retries, load balancing and sessions of an Ingress.

import { tokenName } from '../../values/scalars.ts';
import type { Part } from '../neutral/neutral.ts';
import { type Ledger, said } from '../report/ledger.ts';
import type { SourceNode } from '../source/source-node.ts';
import { secondsAsDuration } from '../spelling/durations.ts';
import { type Annotations, byTable, dropped, invalid, near, nearAll, shortName } from './ingress-annotations.ts';
import type { NginxConfig } from './nginx-config.ts';
import { bytesOfSize, secondsOf, sizeOf } from './nginx-values.ts';

type Reads = (a: Annotations, config: NginxConfig, ledger: Ledger) => Part[];

/** What ingress-nginx waits for two parts of a response, in seconds. */
const USUAL_TIMEOUT = 60;

const timeouts: Reads = (a, config, ledger) => {
  const seconds = (node: SourceNode): number | undefined => {
    if (!node.exists) return undefined;
    const value = secondsOf(node.text ?? '');
    if (!value) ledger.add(node, invalid(node, 'a number of seconds'));
    return value || undefined;
  };
  const [connect, read, send] = ['proxy-connect-timeout', 'proxy-read-timeout', 'proxy-send-timeout'].map((name) => {
    const own = a.take(name);
    const node = own.exists ? own : config.get(name);
    return { node, value: seconds(node) };
  });
  const longest = Math.max(read!.value ?? USUAL_TIMEOUT, send!.value ?? 0);
  const from = [read!, send!].filter((t) => t.value !== undefined).map((t) => t.node);
  return [
    { key: 'timeout', value: secondsAsDuration(longest), from, ...(from.length > 0 && { said: nearAll(from) }) },
    ...(connect!.value === undefined
      ? []
      : [{ key: 'connection.connectTimeout', value: secondsAsDuration(connect!.value), from: [connect!.node] }]),
  ];
};

/** BackendTrafficPolicy.spec.requestBuffer.limit has 32 bits. */
const LARGEST = 4_294_967_295;

const body: Reads = (a, _, ledger) => {
  const node = a.take('proxy-body-size');
  if (!node.exists) return [];
  const value = sizeOf(node.text ?? '');
  if (value === undefined) ledger.add(node, invalid(node, 'a size such as 8m'));
  if (value === undefined) return [];
  return bytesOfSize(value) > LARGEST
    ? [
        {
          key: 'maxRequestBody',
          value: 'none',
          from: [node],
          said: near(node, 'The largest limit of the gateway is 4Gi, so bodies have no limit.'),
        },
      ]
    : [{ key: 'maxRequestBody', value, from: [node] }];
};

/** BackendTrafficPolicy.spec.retry.numRetries, as the answers limit it. */
const MOST_ATTEMPTS = 10;

const retries: Reads = (a, config, ledger) => {
  const own = a.take('proxy-next-upstream');
  const [when, tries] = [own.exists ? own : config.get('proxy-next-upstream'), a.take('proxy-next-upstream-tries')];
  const count = tries.exists ? secondsOf(tries.text ?? '') : undefined;
  if (tries.exists && count === undefined) ledger.add(tries, invalid(tries, 'a number'));
  if (when.text?.trim() === 'off' || count === 1)
    return [{ key: 'retries', value: 'none', from: [when, tries].filter((n) => n.exists) }];
  if (when.exists)
    ledger.add(
      when,
      when.text?.trim() === 'error timeout'
        ? said('IngressWithoutEffect', {
            name: shortName(when),
            value: 'error timeout',
            reason: 'It is the default of ingress-nginx.',
          })
        : near(when),
    );
  if (count === 0)
    ledger.add(
      tries,
      dropped(tries, 'nginx repeats requests without a limit. The gateway always limits repetitions (default: 2).'),
    );
  const attempts = Math.min((count ?? 0) - 1, MOST_ATTEMPTS);
  return count
    ? [
        {
          key: 'retries',
          value: { attempts },
          from: [tries],
          ...(attempts < count - 1 && {
            said: near(tries, `The gateway repeats a request at most ${MOST_ATTEMPTS} times.`),
          }),
        },
      ]
    : [];
};

const ALGORITHMS: Readonly<Record<string, string>> = { round_robin: 'roundRobin', ewma: 'leastRequest' };

/** What upstream-hash-by hashes; undefined: no answer has it. */
const hashed = (text: string): unknown => {
  const name = text.trim().replace(/^\$\{(.*)\}$/, '$$$1');
  if (name === '$binary_remote_addr' || name === '$remote_addr') return 'sourceIP';
  const [, kind, rest] = /^\$(http|cookie)_(\w+)$/.exec(name) ?? [];
  if (kind === 'http') return { header: rest!.replaceAll('_', '-') };
  return kind === 'cookie' ? { cookie: rest } : undefined;
};

const balancing: Reads = (a, _, ledger) => {
  const [by, algorithm] = [a.take('upstream-hash-by'), a.take('load-balance')];
  const consistentHash = by.exists ? hashed(by.text ?? '') : undefined;
  if (by.exists && consistentHash === undefined)
    ledger.add(
      by,
      dropped(
        by,
        'Requests are hashed by a header, a cookie or the address of the client only. They are distributed as usual.',
      ),
    );
  const known = ALGORITHMS[algorithm.text?.trim() ?? ''];
  if (algorithm.exists && (consistentHash !== undefined || known === undefined))
    ledger.add(algorithm, dropped(algorithm));
  if (consistentHash !== undefined) return [{ key: 'loadBalancing', value: { consistentHash }, from: [by] }];
  return known === undefined
    ? []
    : [
        {
          key: 'loadBalancing',
          value: known,
          from: [algorithm],
          ...(known === 'leastRequest' && { said: near(algorithm) }),
        },
      ];
};

/** A session at one pod. Canaries and patterns have none: rules of the answers refuse it. */
export const sessionParts = (a: Annotations, ledger: Ledger, refused: string | undefined): Part[] => {
  const node = a.take('affinity');
  const [name, age, expires] = [
    a.take('session-cookie-name'),
    a.take('session-cookie-max-age'),
    a.take('session-cookie-expires'),
  ];
  const mode = a.take('affinity-mode');
  const all = [node, name, age, expires, mode].filter((n) => n.exists);
  if (node.text?.trim() !== 'cookie' || refused !== undefined) {
    for (const n of all) ledger.add(n, dropped(n, refused ?? 'It has no effect without affinity: cookie.'));
    return [];
  }
  const cookie = name.text?.trim() || 'INGRESSCOOKIE';
  if (!tokenName.safeParse(cookie).success) ledger.add(name, invalid(name, 'the name of a cookie'));
  const seconds = secondsOf(age.text ?? '') ?? secondsOf(expires.text ?? '');
  if (mode.exists) ledger.add(mode, mode.text === 'persistent' ? said('NoEffect') : near(mode));
  return [
    { key: 'sessionPersistence.cookie', value: cookie, from: [node], said: near(node) },
    ...(name.exists ? [{ key: 'sessionPersistence.cookie', value: cookie, from: [name] }] : []),
    ...(seconds
      ? [
          {
            key: 'sessionPersistence.lifetime',
            value: secondsAsDuration(seconds),
            from: [age, expires].filter((n) => n.exists),
          },
        ]
      : []),
  ];
};

/** All answers about the handling of requests. */
export const trafficParts: Reads = (a, config, ledger) =>
  [timeouts, body, retries, balancing].flatMap((read) => read(a, config, ledger));

/** Reports the annotations that nothing took. */
export const reportRest = (a: Annotations, ledger: Ledger): void => {
  for (const [name, node] of a.rest) ledger.add(node, byTable(name, node));
};
