// Upstreams: targets with weights, load balancing and health checks.

import { said } from '../report/ledger.ts';
import type { SourceNode } from '../source/source-node.ts';
import { secondsAsDuration } from '../spelling/durations.ts';
import { type Address, backendFor } from './kong-address.ts';
import type { Entity, KongConfig } from './kong-config.ts';
import { type Draft, differs, dropped, unlessUsual } from './kong-draft.ts';

/** Port of a target without one (kong/db/schema/entities/targets.lua). */
const USUAL_PORT = 8000;
const USUAL_WEIGHT = 100;

/** Types of health checks as answers write them. */
const CHECKS: Readonly<Record<string, string>> = {
  http: 'http',
  https: 'http',
  tcp: 'tcp',
  grpc: 'grpc',
  grpcs: 'grpc',
};

const balancing = ({ parts, ledger }: Draft, node: SourceNode): void => {
  const [algorithm, on] = [node.get('algorithm'), node.get('hash_on')];
  const header = node.get('hash_on_header');
  const cookie = node.get('hash_on_cookie');
  const hashed =
    on.text === 'ip'
      ? 'sourceIP'
      : on.text === 'header' && header.text
        ? { header: header.text }
        : on.text === 'cookie' && cookie.text
          ? { cookie: cookie.text }
          : undefined;
  if (hashed && (algorithm.text === 'consistent-hashing' || !algorithm.exists))
    parts.set('loadBalancing', { consistentHash: hashed }, [algorithm, on, on.text === 'header' ? header : cookie]);
  else {
    const type = algorithm.text === 'least-connections' || algorithm.text === 'latency' ? 'leastRequest' : 'roundRobin';
    const isSame = algorithm.text !== 'latency' && algorithm.text !== 'consistent-hashing';
    parts.set(
      'loadBalancing',
      type,
      [algorithm],
      isSame ? undefined : differs('algorithm', `The gateway uses ${type}, which is the nearest`),
    );
    unlessUsual(ledger, on, ['none'], 'hash_on', 'Requests with the same value may reach different endpoints.');
  }
  for (const key of ['hash_fallback', 'hash_fallback_header', 'hash_fallback_query_arg', 'hash_fallback_uri_capture'])
    unlessUsual(ledger, node.get(key), ['none'], key, 'Requests without the value are distributed evenly.');
  ledger.noEffect(node.get('slots'), node.get('hash_on_cookie_path'));
};

const checks = ({ parts, ledger }: Draft, node: SourceNode): void => {
  const active = node.get('healthchecks', 'active');
  const [up, down] = [active.get('healthy'), active.get('unhealthy')];
  const interval = [up.get('interval'), down.get('interval')].filter((n) => (n.number ?? 0) > 0);
  if (interval.length > 0) {
    const type = active.get('type').text ?? 'http';
    const known = CHECKS[type] ?? 'http';
    parts.set('healthCheck.type', known, Object.hasOwn(CHECKS, type) ? [active.get('type')] : []);
    const set = (key: string, value: unknown, ...from: SourceNode[]): void => {
      if (value) parts.set(`healthCheck.${key}`, value, from);
    };
    if (known === 'http') {
      const written = active.get('http_path');
      const bare = written.text?.replace(/(.)\/$/, '$1');
      const what =
        bare === written.text
          ? undefined
          : differs('http_path', 'The gateway checks the path without the slash at its end');
      if (bare) parts.set('healthCheck.path', bare, [written], what);
      const statuses = up.get('http_statuses');
      set('expectedStatuses', statuses.items.length > 0 ? statuses.items.map((n) => n.number) : undefined, statuses);
    }
    const seconds = Math.min(...interval.map((n) => n.number!));
    parts.set(
      'healthCheck.interval',
      secondsAsDuration(seconds),
      interval,
      interval.length > 1 && interval[0]!.number !== interval[1]!.number
        ? differs(
            'interval',
            'Kong has an interval for healthy and one for unhealthy endpoints, the gateway uses the shorter one for both',
          )
        : undefined,
    );
    const timeout = active.get('timeout');
    set('timeout', timeout.number && secondsAsDuration(timeout.number), timeout);
    set('healthyThreshold', up.get('successes').number, up.get('successes'));
    const failures = ['http_failures', 'tcp_failures', 'timeouts'].map((k) => down.get(k)).filter((n) => n.number);
    if (failures.length > 0)
      parts.set(
        'healthCheck.unhealthyThreshold',
        Math.min(...failures.map((n) => n.number!)),
        failures,
        failures.length > 1
          ? differs('unhealthy', 'Kong counts each kind of failure separately, the gateway counts them together')
          : undefined,
      );
  }
  const passive = node.get('healthchecks', 'passive', 'unhealthy');
  const failures = ['http_failures', 'tcp_failures'].map((k) => passive.get(k)).filter((n) => n.number);
  if (failures.length > 0)
    parts.set(
      'outlierDetection.consecutiveErrors',
      Math.min(...failures.map((n) => n.number!)),
      failures,
      differs(
        'passive health checks',
        'Kong removes an endpoint until it is marked healthy, the gateway removes it for a time',
      ),
    );
  const text = node.get('healthchecks', 'threshold');
  unlessUsual(ledger, text, [0], 'threshold', 'Requests also go to the healthy endpoints if they are few.');
};

/** Backends from the targets of an upstream. */
export const upstreamParts = (draft: Draft, service: Entity, address: Address, config: KongConfig): void => {
  const { parts, ledger } = draft;
  const upstream = config.upstreams.find((u) => u.name === address.host)!;
  const { node } = upstream;
  const from = [...address.from, node.get('name')];
  const found = config.targets
    .filter((t) => t.upstream === upstream.name)
    .flatMap(({ node: target }) => {
      const m = /^(\[[^\]]+\]|[^:]+)(?::(\d+))?$/.exec(target.get('target').text ?? '');
      const made = m && backendFor(address.scheme, m[1]!, Number(m[2] ?? USUAL_PORT));
      if (!made) {
        ledger.say(target, 'SettingDropped', {
          name: `the target ${target.get('target').text ?? ''}`,
          effect: 'The endpoint gets no requests.',
        });
        return [];
      }
      if (made.said) ledger.add(target.get('target'), made.said);
      const weight = target.get('weight');
      const name = [target.get('target')];
      return [{ backend: made.value, weight: weight.number ?? USUAL_WEIGHT, name, from: [...name, weight] }];
    });
  const used = found.length > 1 ? found : found.filter((t) => t.weight > 0);
  if (used.length === 0)
    parts.set(
      'backend',
      undefined,
      from,
      said('BackendAsked', { service: service.name, what: `the upstream ${upstream.name} has no target` }),
    );
  else if (used.length === 1) {
    parts.set('backend', used[0]!.backend, [...from, ...used[0]!.name]);
    ledger.noEffect(...used[0]!.from.filter((n) => !used[0]!.name.includes(n)));
  } else {
    const list = used.slice(0, 16).map(({ backend, weight }) => ({ backend, weight }));
    parts.set('backends', list, [...from, ...used.slice(0, 16).flatMap((t) => t.from)]);
    for (const t of used.slice(16))
      for (const n of t.from)
        dropped(ledger, n, 'a target', 'A service has at most 16 backends, so this one gets no requests.');
  }
  balancing(draft, node);
  checks(draft, node);
  const host = node.get('host_header');
  dropped(ledger, host, 'host_header', 'The service receives the Host header of the client.');
  dropped(
    ledger,
    node.get('client_certificate'),
    'client_certificate of an upstream',
    'The gateway sends no client certificate to the targets.',
  );
  unlessUsual(ledger, node.get('use_srv_name'), [false], 'use_srv_name', 'Envoy does not read SRV records.');
};
