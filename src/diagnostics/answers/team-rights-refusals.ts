import { define, type Group } from '../definition.ts';

const ASK = 'Ask the owners of the root file';

export const teamRightsRefusals = {
  PathOfOthers: define<{ path: string; team: string; own: readonly string[] }>({
    severity: 'error',
    sample: { path: '/v1/users', team: 'payments', own: ['/v1/payments'] },
    words: ({ path, team, own }) => ({
      what: `${path} is not a path of ${team}.`,
      why: 'It owns what the root file gives it, and a guard rail of the cluster refuses the rest.',
      fix: `Write a path below ${own.join(' or ')}. ${ASK} for another one.`,
    }),
  }),
  PublicNotAllowed: define<{ paths: readonly string[]; team: string }>({
    severity: 'error',
    sample: { paths: ['/v1/payments'], team: 'payments' },
    words: ({ paths, team }) => ({
      what: `${paths.join(', ')} would be open to everybody, which ${team} may not decide.`,
      why: 'A team may ask for more than the platform does, and never for less.',
      fix: `${ASK} to add it to teams.${team}.public, or name a method.`,
    }),
  }),
  MethodNotAllowed: define<{ team: string; method: string; allowed: readonly string[] }>({
    severity: 'error',
    sample: { team: 'payments', method: 'customers', allowed: ['customers'] },
    words: ({ team, method, allowed }) => ({
      what: `${team} may not use ${method}.`,
      why: 'The root file says which methods count for the team.',
      fix: `Use ${allowed.join(' or ')}, or ask the owners of the root file to add it to teams.${team}.auth.`,
    }),
  }),
  BackendOfOthers: define<{ namespace: string; service: string; team: string; own: string }>({
    severity: 'error',
    sample: { namespace: 'shop', service: 'users', team: 'payments', own: 'payments' },
    words: ({ namespace, service, team, own }) => ({
      what: `${namespace}/${service} is not in the namespace of ${team}.`,
      why: 'Its owner would have to admit it by a ReferenceGrant, and could take it back at any time.',
      fix: `Use a Service of ${own}, or let its owner serve the path.`,
    }),
  }),
  ServerNotAllowed: define<{ team: string; server: string }>({
    severity: 'error',
    sample: { team: 'payments', server: 'orders.example.net' },
    words: ({ team, server }) => ({
      what: `${team} may not send requests to ${server}.`,
      why: 'Requests carry credentials of clients; where they may go is the platform to decide.',
      fix: `${ASK} to add it to teams.${team}.outside.`,
    }),
  }),
  FailoverNotAllowed: define<{ team: string }>({
    severity: 'error',
    sample: { team: 'payments' },
    words: ({ team }) => ({
      what: `${team} may not have a backend that stands in for another.`,
      why: 'It takes Backend objects, which lead to any server; the platform allows them by teams.NAME.outside.',
      fix: `${ASK} to write teams.${team}.outside, an empty list if there is no server outside.`,
    }),
  }),
  HeaderOfPlatform: define<{ team: string; header: string; ofEnvoy: boolean }>({
    severity: 'error',
    sample: { team: 'payments', header: 'X-Tenant', ofEnvoy: true },
    words: ({ team, header, ofEnvoy }) => ({
      what: `${team} may not change ${header}.`,
      why: ofEnvoy
        ? 'Envoy itself decides by it: retries, timeouts, where a request goes.'
        : 'A browser decides by it for the whole host name, and so for the services of all teams.',
      fix: `Let the service itself answer with it, or ask the owners of the root file to write it in transform.`,
    }),
  }),
  LimitLoosened: define<
    { team: string; most: readonly string[] } & (
      | { by: 'none' | 'key' }
      | { by: 'limits'; platform: string; own: readonly string[] }
    )
  >({
    severity: 'error',
    sample: { team: 'payments', most: ['10/minute'], by: 'limits', platform: '10/minute', own: ['100/minute'] },
    words: (values) => ({
      what:
        values.by === 'limits'
          ? `The team ${values.team} sets ${values.own.join(', ')}, and the platform allows ${values.platform}.`
          : `The team ${values.team} ${values.by === 'none' ? 'removes the rate limit' : 'changes the rate limit key'} of the platform.`,
      why: 'A team may set lower limits than the platform, but not higher ones.',
      fix: `Write ${values.most.map((l) => `at most ${l}`).join(' and ')}, or remove rateLimit.`,
    }),
  }),
} as const satisfies Group;
