// rate-limiting and rate-limiting-advanced, also of single consumers and groups.

import type { NeutralMethod, Part } from '../neutral/neutral.ts';
import { type Said, said } from '../report/ledger.ts';
import type { SourceNode } from '../source/source-node.ts';
import { limitInWindow } from '../spelling/limit-windows.ts';
import type { KongPlugin } from './kong-config.ts';
import { clientName, membersOf } from './kong-consumers.ts';
import { type Draft, differs, dropped, unlessUsual } from './kong-draft.ts';

const PERIODS = ['second', 'minute', 'hour', 'day', 'month', 'year'] as const;

interface Limits {
  readonly limits: readonly string[];
  readonly from: readonly SourceNode[];
  /** Windows of other lengths are a different number in a usual one. */
  readonly isExact: boolean;
}

/** `limit` and `window_size` of rate-limiting-advanced: lists of the same length. */
const windows = (config: SourceNode): Limits => {
  const sizes = config.get('window_size').items;
  let isExact = true;
  const limits = config.get('limit').items.flatMap((n, i) => {
    const [limit, size] = [n.number, sizes[i]?.number];
    if (!limit || !size) return [];
    const found = limitInWindow(limit, size);
    isExact &&= found.isExact;
    return [found.value];
  });
  return { limits, from: [config.get('limit'), config.get('window_size')], isExact };
};

const limitsOf = ({ name, config }: KongPlugin): Limits => {
  if (name === 'rate-limiting-advanced') return windows(config);
  const found = PERIODS.flatMap((p) => {
    const n = config.get(p).number;
    return n && n > 0 ? [{ text: `${Math.max(1, Math.floor(n))}/${p}`, node: config.get(p) }] : [];
  });
  return { limits: found.map((f) => f.text), from: found.map((f) => f.node), isExact: true };
};

const kindOf = (method: NeutralMethod | undefined): unknown => method?.parts.find((p: Part) => p.key === 'type')?.value;

/** The key of the answers for `limit_by`, and what differs. */
const keyOf = ({ auth }: Draft, by: string, config: SourceNode): readonly [unknown, string?] => {
  if (by === 'ip') return ['sourceIP'];
  if (by === 'header' && config.get('header_name').text) return [{ header: config.get('header_name').text }];
  if (by === 'service' || by === 'path') return ['sourceIP', 'Each client address has its own budget'];
  // Without authentication, Kong counts by address.
  if (auth.is !== 'methods') return ['sourceIP'];
  const kinds = new Set(auth.methods.map((m) => kindOf(m)));
  if (kinds.size === 1 && kinds.has('apiKey')) return [{ apiKey: true }];
  return ['sourceIP', 'Each client address has its own budget, because not every method names the client'];
};

const rest = ({ ledger }: Draft, { config }: KongPlugin, isGlobal: boolean): void => {
  unlessUsual(ledger, config.get('error_code'), [429], 'error_code', 'Requests above the limit get 429.');
  unlessUsual(
    ledger,
    config.get('error_message'),
    ['API rate limit exceeded'],
    'error_message',
    'Responses with 403 have the body of errors.',
  );
  unlessUsual(
    ledger,
    config.get('hide_client_headers'),
    [false],
    'hide_client_headers',
    'Responses contain X-RateLimit headers.',
  );
  if (!isGlobal) ledger.noEffect(config.get('fault_tolerant'));
  unlessUsual(ledger, config.get('sync_rate'), [-1, null], 'sync_rate', 'Requests are counted in Redis at once.');
  unlessUsual(ledger, config.get('window_type'), ['fixed'], 'window_type', 'Windows begin at fixed times.');
  unlessUsual(
    ledger,
    config.get('retry_after_jitter_max'),
    [0],
    'retry_after_jitter_max',
    'Retry-After is not changed.',
  );
  unlessUsual(ledger, config.get('disable_penalty'), [true], 'disable_penalty', 'Rejected requests are not counted.');
  for (const p of PERIODS) if (config.get(p).value === null) ledger.noEffect(config.get(p));
  ledger.noEffect(config.get('namespace'), config.get('dictionary_name'));
};

/** Settings of a Redis that nothing uses; those of Kong 2 begin with `redis_`. */
const redisSettings = (config: SourceNode): SourceNode[] =>
  config.children.filter((n) => n.key === 'redis' || n.key.startsWith('redis_'));

/** Where global limits are counted. */
const redis = ({ root, ledger }: Draft, { config }: KongPlugin, policy: SourceNode): void => {
  const at = (key: string): SourceNode =>
    config.get('redis', key).exists ? config.get('redis', key) : config.get(`redis_${key}`);
  const [host, tolerant] = [at('host'), config.get('fault_tolerant')];
  if (!host.text) {
    // Without Redis, nothing can be counted together: each replica counts.
    ledger.say(policy, 'KongRedisAsked', { policy: policy.text ?? '' });
    ledger.noEffect(tolerant);
    return;
  }
  const set = (key: string, value: unknown, from: readonly SourceNode[], what?: Said): void => {
    if (root.join(`rateLimit.${key}`, value, from, what)) return;
    for (const n of from)
      dropped(ledger, n, key, 'The gateway has one Redis and one policy for all limits, those of the first plugin.');
  };
  set('scope', 'global', [policy]);
  set('onFailure', tolerant.flag === false ? 'closed' : 'open', [tolerant]);
  set('redis.url', `${host.text}:${at('port').number ?? 6379}`, [host, at('port')]);
  if (at('ssl').flag) set('redis.tls', true, [at('ssl')]);
  else ledger.noEffect(at('ssl'));
  const secret = 'kong-redis';
  if (at('password').exists)
    set(
      'redis.password',
      { secret, key: 'password' },
      [at('password')],
      said('SecretToCreate', {
        object: `Secret ${secret} in the namespace of Envoy Gateway`,
        contents: 'the password of Redis in its key password',
        command: `kubectl create secret generic ${secret} --from-file=password=PASSWORD_FILE`,
      }),
    );
  unlessUsual(ledger, at('database'), [0], 'the database of Redis', 'Database 0 is used.');
  unlessUsual(ledger, at('username'), [null], 'the user of Redis', 'The default user is used.');
  ledger.noEffect(at('timeout'), at('ssl_verify'), at('server_name'));
};

/** Limits of a service. */
export const rateLimiting = (draft: Draft, plugin: KongPlugin): undefined => {
  const { parts, ledger } = draft;
  const { config, name } = plugin;
  if (parts.get('rateLimit.limits'))
    return dropped(
      ledger,
      plugin.node,
      name,
      'Another plugin already limits the service, and a service has one rate limit.',
    );
  const { limits, from, isExact } = limitsOf(plugin);
  if (limits.length === 0)
    return dropped(ledger, plugin.node, name, 'It contains no limit, so requests are not limited.');
  parts.set(
    'rateLimit.limits',
    limits,
    from,
    isExact
      ? undefined
      : differs(
          'window_size',
          'Limits of the gateway are for a second, minute, hour or day, so this one is for the next longer unit',
        ),
  );
  const by = config.get(name === 'rate-limiting' ? 'limit_by' : 'identifier');
  const [key, difference] = keyOf(draft, by.text ?? 'consumer', config);
  parts.set(
    'rateLimit.key',
    key,
    [by, ...(by.text === 'header' ? [config.get('header_name')] : [])],
    difference ? differs('limit_by', difference) : undefined,
  );
  if (by.text === 'path') dropped(ledger, config.get('path'), 'path', 'All paths of the service share the limit.');
  const policy = config.get(name === 'rate-limiting' ? 'policy' : 'strategy');
  const isGlobal = policy.text === 'redis' || policy.text === 'cluster';
  if (isGlobal) redis(draft, plugin, policy);
  else if (policy.exists && policy.text !== 'local')
    dropped(ledger, policy, `the policy ${policy.text ?? ''}`, 'Each proxy counts its own requests.');
  else {
    ledger.noEffect(policy, ...redisSettings(config));
  }
  if (!plugin.route && !plugin.service)
    ledger.add(
      plugin.node.get('name'),
      differs(name, 'Kong counts the requests to all services together, the gateway counts those to each service'),
    );
  else ledger.carried(plugin.node.get('name'), 'rateLimit');
  rest(draft, plugin, isGlobal);
  return undefined;
};

/** Limits of one consumer or one group: a tier. They replace the usual ones, so there must be usual ones. */
export const tier = (draft: Draft, plugin: KongPlugin): undefined => {
  const { parts, ledger, config } = draft;
  const { consumer, group, node } = plugin;
  const shown = consumer?.name ?? group ?? '';
  const clients = consumer ? [consumer] : membersOf(config, new Set([group ?? '']), (g) => g.isOfConsumers);
  const { limits, from, isExact } = limitsOf(plugin);
  const key = parts.get('rateLimit.key')?.value;
  const byKey = typeof key === 'object' && key !== null && 'apiKey' in key;
  if (!byKey || clients.length === 0 || limits.length === 0) {
    ledger.say(node, 'SettingDropped', {
      name: `the limits of ${shown}`,
      effect: 'These clients have the limits of the service, if there are any.',
    });
    return undefined;
  }
  const label = clientName({ name: shown } as Parameters<typeof clientName>[0])
    .toLowerCase()
    .replace(/[^a-z0-9-]/g, '-');
  parts.set(
    `rateLimit.tiers.${label}`,
    { clients: [...new Set(clients.map(clientName))], limits },
    from,
    isExact
      ? undefined
      : differs(
          'window_size',
          'Limits of the gateway are for a second, minute, hour or day, so this one is for the next longer unit',
        ),
  );
  ledger.carried(node.get('name'), 'rateLimit.tiers');
  ledger.noEffect(plugin.config.get('limit_by'), plugin.config.get('policy'), ...redisSettings(plugin.config));
  rest(draft, plugin, false);
  return undefined;
};
