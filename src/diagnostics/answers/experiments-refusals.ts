import { constant, define, type Group } from '../definition.ts';
import { quote } from '../shown.ts';

/** Sessions at one endpoint, copies of requests, faults. */
export const experimentsRefusals = {
  SessionNotPossible: define<{ service: string; because: 'grpc' | 'weights' | 'external' | 'pattern' }>({
    severity: 'error',
    sample: { service: 'users', because: 'weights' },
    words: ({ service, because }) => ({
      what: `sessionPersistence of ${service} cannot be kept.`,
      why: {
        grpc: 'Envoy Gateway ignores it for gRPC.',
        weights: 'Envoy chooses a backend by weight for each request, before it reads the session.',
        external: 'The cookie would contain the address of a server that does not belong to the cluster.',
        pattern:
          'Envoy Gateway takes the pattern of the path as the path of the cookie, so that browsers never send it.',
      }[because],
      fix: {
        grpc: 'Remove it, or use loadBalancing: { consistentHash: { header: ... } }.',
        weights: 'Remove it or the weights, or use loadBalancing: { consistentHash: { cookie: ... } }.',
        external: 'Remove it.',
        pattern: 'Write a prefix, or sessionPersistence: { header: ... }.',
      }[because],
    }),
  }),
  SessionNameTaken: define<{ name: string }>({
    severity: 'error',
    sample: { name: 'x-api-key' },
    words: ({ name }) => ({
      what: `sessionPersistence uses ${name}, which authentication of the service reads.`,
      why: 'The address of an endpoint would replace the credential.',
      fix: 'Choose another name.',
    }),
  }),
  MirrorNotPossible: define<{ service: string; because: 'grpc' | 'websocket' | 'external' | 'namespace' | 'same' }>({
    severity: 'error',
    sample: { service: 'users', because: 'external' },
    words: ({ service, because }) => ({
      what: `Requests of ${service} cannot be copied to this backend.`,
      why: {
        grpc: 'Streams of gRPC cannot be copied as a whole.',
        websocket: 'Envoy does not copy requests that become a WebSocket.',
        external: 'Copies contain the credentials of the clients, which must not leave the cluster.',
        namespace:
          'Copies contain the credentials and sessions of the clients, which belong to the namespace of the service.',
        same: 'It is a backend of the service itself, which would process each request twice.',
      }[because],
      fix:
        because === 'grpc' || because === 'websocket'
          ? 'Remove mirror.'
          : 'Write another Service in the namespace of the backend: next:8080.',
    }),
  }),
  FaultEmpty: constant('error', {
    what: 'fault has neither delay nor abort.',
    why: 'It has no effect.',
    fix: 'Write delay: { time: 2s }, or abort: { status: 503, percent: 5 }.',
  }),
  InvalidDay: define<{ value: string }>({
    severity: 'error',
    sample: { value: '31.1.2027' },
    words: ({ value }) => ({
      what: `${quote(value)} is not a day.`,
      why: 'The comment above the policy and the notice state when the test ends.',
      fix: 'Write year, month and day: 2027-01-31.',
    }),
  }),
  KeyNotForTeams: define<{ key: string; team: string }>({
    severity: 'error',
    sample: { key: 'mirror', team: 'payments' },
    words: ({ key, team }) => ({
      what: `A service of team ${team} has ${key}.`,
      why: 'The admission policies of teams do not allow it.',
      fix: `Remove ${key}.`,
    }),
  }),
} as const satisfies Group;
