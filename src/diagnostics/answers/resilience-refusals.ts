// Retries, timeouts and limits of connections.
import { define, type Group } from '../definition.ts';

export const resilienceRefusals = {
  ZeroDuration: define<{ value: string }>({
    severity: 'error',
    sample: { value: '0s' },
    words: ({ value }) => ({
      what: `${value} is no time at all.`,
      why: 'Envoy rejects it, or ends every request at once.',
      fix: 'Write a longer time, or remove the key for its default.',
    }),
  }),
  RetryNeedsIdempotent: define<{ service: string; conditions: readonly string[] }>({
    severity: 'error',
    sample: { service: 'orders', conditions: ['503'] },
    example: {
      before: 'retries: { on: [connect-failure, 503] }',
      after: 'retries: { on: [connect-failure, 503], idempotent: true }',
    },
    words: ({ service, conditions }) => ({
      what: `Service ${service} repeats requests on ${conditions.join(', ')}, and retries.idempotent is not true.`,
      why: 'The service may have processed the request: Envoy Gateway repeats every method, so a payment could be made twice.',
      fix: 'Write idempotent: true if the service can process each request twice without harm, or remove these conditions.',
    }),
  }),
  RetryIdempotentUnused: define<{ service: string }>({
    severity: 'warning',
    sample: { service: 'orders' },
    words: ({ service }) => ({
      what: `Service ${service} has retries.idempotent, and none of its conditions repeats a request that a backend has processed.`,
      why: 'The key has no effect.',
      fix: 'Remove idempotent, or write on: idempotent.',
    }),
  }),
  TryTimeoutNotRepeated: define<{ service: string; perTryTimeout: string }>({
    severity: 'error',
    sample: { service: 'orders', perTryTimeout: '2s' },
    words: ({ service, perTryTimeout }) => ({
      what: `Service ${service} has a perTryTimeout of ${perTryTimeout}, and no condition of retries repeats an attempt that took too long.`,
      why: `The first attempt would end the request with 504 after ${perTryTimeout}.`,
      fix: 'Add reset to on, with idempotent: true, or write timeout instead of perTryTimeout.',
    }),
  }),
  TryLongerThanTimeout: define<{ service: string; perTryTimeout: string; timeout: string }>({
    severity: 'error',
    sample: { service: 'orders', perTryTimeout: '20s', timeout: '15s' },
    words: ({ service, perTryTimeout, timeout }) => ({
      what: `Service ${service} has a perTryTimeout of ${perTryTimeout}, and its timeout for all attempts together is ${timeout}.`,
      why: 'The request would end before its first attempt does.',
      fix: 'Write a shorter perTryTimeout or a longer timeout.',
    }),
  }),
  RetryOfOtherProtocol: define<{ service: string; grpc: boolean; conditions: readonly string[] }>({
    severity: 'error',
    sample: { service: 'orders', grpc: false, conditions: ['unavailable'] },
    words: ({ service, grpc, conditions }) => ({
      what: `Service ${service} repeats requests on ${conditions.join(', ')}, which ${grpc ? 'a gRPC response does not have' : 'only a gRPC response has'}.`,
      why: grpc
        ? 'A gRPC response has HTTP status 200 and its own status in grpc-status.'
        : 'The condition is compared with the header grpc-status.',
      fix: grpc
        ? 'Write conditions of gRPC, such as unavailable.'
        : 'Write conditions of HTTP, such as 503, or protocol: grpc.',
    }),
  }),
  BackoffReversed: define<{ service: string; base: string; max: string }>({
    severity: 'error',
    sample: { service: 'orders', base: '2s', max: '1s' },
    words: ({ service, base, max }) => ({
      what: `Service ${service} has retries with backoff.base ${base}, which is longer than backoff.max ${max}.`,
      why: 'Envoy rejects such a configuration.',
      fix: 'Write a longer max or a shorter base.',
    }),
  }),
} as const satisfies Group;
