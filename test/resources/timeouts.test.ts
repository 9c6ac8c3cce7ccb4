// Answered times are never cut by what the listener allows, and what nobody answered stays as short as it was.
import { expect, test } from 'vitest';
import { validateAnswers } from '../../src/answers/read.ts';
import { generated, refusedFor } from './generated.ts';

const service = (more: object) => ({ name: 'a', path: '/a', backend: 'a:80', ...more });
const of = (more: object, root: object = {}) => {
  const { spec, intent } = generated({ services: [service(more)], ...root });
  return {
    listener: spec('ClientTrafficPolicy', 'eg').timeout.http,
    policy: spec('BackendTrafficPolicy', intent.traffic[0]!.name).timeout.http,
    notices: intent.notices.map((n) => n.code),
  };
};

test.each([
  [{}, '30s', undefined],
  [{ timeout: '20s' }, '30s', undefined],
  [{ timeout: '299s' }, '299s', undefined],
  [{ timeout: '301s' }, '301s', '301s'],
  [{ timeout: '10m' }, '10m', '10m'],
  [{ timeout: '0s' }, '0s', '0s'],
  [{ timeout: '0h0m' }, '0s', '0s'],
  [{ longRunning: true }, '120s', undefined],
  [{ protocol: 'grpc' }, '30s', undefined],
  [{ protocol: 'grpc', timeout: '1h' }, '1h', '1h'],
  [{ protocol: 'grpc', timeout: '0s' }, '0s', '0s'],
  [{ protocol: 'websocket' }, '30s', '1h'],
  [{ protocol: 'websocket', timeout: '1m' }, '1m', '1h'],
  [{ protocol: 'websocket', timeout: '2h' }, '2h', '2h'],
  [{ protocol: 'websocket', timeout: '0s' }, '0s', '0s'],
])('%j: the request has %s to arrive, and a stream may be silent for %s', (more, received, silent) => {
  const { listener, policy } = of(more);
  expect(listener.requestReceivedTimeout).toBe(received);
  expect(policy.streamIdleTimeout).toBe(silent);
});

test('the longest of several services counts, and a policy is shared only by services with the same times', () => {
  const { spec, intent } = generated({
    services: [
      { name: 'a', path: '/a', backend: 'a:80' },
      { name: 'b', path: '/b', backend: 'b:80', timeout: '10m' },
      { name: 'c', path: '/c', backend: 'c:80', timeout: '20m' },
    ],
  });
  expect(spec('ClientTrafficPolicy', 'eg').timeout.http.requestReceivedTimeout).toBe('20m');
  expect(intent.traffic.map((t) => t.streamIdleTimeout)).toEqual([undefined, '10m', '20m']);
});

test('what cannot be seen in the manifests is said', () => {
  expect(of({ protocol: 'grpc' }).notices).toContain('GrpcTimeout');
  expect(of({ protocol: 'grpc', timeout: '15s' }).notices).not.toContain('GrpcTimeout');
  expect(of({ protocol: 'websocket' }).notices).toContain('WebSocketLimits');
  expect(of({ timeout: '0s' }).notices).toContain('NoReceiveTimeout');
  expect(of({ timeout: '9h' }).notices).not.toContain('NoReceiveTimeout');
});

test('traffic.longestTimeout is what the listener waits, and no service may take longer', () => {
  expect(of({ timeout: '20s' }, { traffic: { longestTimeout: '5m' } }).listener.requestReceivedTimeout).toBe('5m');
  expect(of({ timeout: '0s' }, { traffic: { longestTimeout: '0s' } }).listener.requestReceivedTimeout).toBe('0s');
  const refused = (more: object) =>
    refusedFor({ services: [service({ auth: 'none', ...more })], traffic: { longestTimeout: '60s' } });
  expect(refused({ timeout: '61s' })).toEqual(['TimeoutAboveListener services[0].timeout']);
  expect(refused({ timeout: '0s' })).toEqual(['TimeoutAboveListener services[0].timeout']);
  expect(refused({ longRunning: true })).toEqual(['TimeoutAboveListener services[0].longRunning']);
  expect(refused({ timeout: '1m' })).toEqual([]);
});

const TEAMS = (services?: object[]) => ({
  layout: 'app-of-apps',
  teams: { orders: { paths: ['/o'], public: ['/o'], ...(services ? { services } : { answers: 'teams/orders.yaml' }) } },
});

test('a team in the root file counts for the listener; one with a file of its own stays below it', () => {
  const slow = { name: 'o', path: '/o', backend: 'o:80', timeout: '10m' };
  const listener = (root: object) =>
    generated({ services: [service({})], ...root }).spec('ClientTrafficPolicy', 'eg').timeout.http
      .requestReceivedTimeout;
  expect(listener(TEAMS([slow]))).toBe('10m');
  expect(listener(TEAMS())).toBe('120s');
  expect(listener({ ...TEAMS(), traffic: { longestTimeout: '15m' } })).toBe('15m');
  const own = (timeout: string, traffic?: object) => {
    const validated = validateAnswers(
      {
        version: 1,
        hostname: 'api.example.com',
        tls: { secret: 't' },
        auth: { default: 'none' },
        traffic,
        services: [{ ...slow, timeout }],
      },
      'test',
      undefined,
      { name: 'orders', team: { paths: ['/o'], public: ['/o'], answers: 'teams/orders.yaml' } },
    );
    return 'problems' in validated ? validated.problems.map((p) => p.code) : [];
  };
  expect(own('121s')).toEqual(['TimeoutAboveListener']);
  expect(own('120s')).toEqual([]);
  expect(own('10m', { longestTimeout: '10m' })).toEqual([]);
});
