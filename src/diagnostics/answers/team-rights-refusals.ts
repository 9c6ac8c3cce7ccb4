import { define, type Group } from '../definition.ts';

const ASK = 'Ask the owners of the root file';

export const teamRightsRefusals = {
  PathNotOwned: define<{ path: string; team: string; own: readonly string[] }>({
    severity: 'error',
    sample: { path: '/v1/users', team: 'payments', own: ['/v1/payments'] },
    words: ({ path, team, own }) => ({
      what: `${path} is not a path of team ${team}.`,
      why: 'The root file defines the paths of each team, and an admission policy rejects all others.',
      fix: `Write a path below ${own.join(' or ')}, or ask the owners of the root file for another path.`,
    }),
  }),
  PublicNotAllowed: define<{ paths: readonly string[]; team: string }>({
    severity: 'error',
    sample: { paths: ['/v1/payments'], team: 'payments' },
    example: {
      before: 'services:\n  - { name: payments, path: /v1/payments, auth: none }',
      after: 'services:\n  - { name: payments, path: /v1/payments, auth: customers }',
    },
    words: ({ paths, team }) => ({
      what: `${paths.join(', ')} would be public, and team ${team} is not allowed to make ${paths.length === 1 ? 'it' : 'them'} public.`,
      why: 'A team may require more authentication than the platform, but not less.',
      fix: `Write an authentication method, or ask the owners of the root file to add ${paths.length === 1 ? 'the path' : 'the paths'} to teams.${team}.public.`,
    }),
  }),
  MethodNotAllowed: define<{ team: string; method: string; allowed: readonly string[] }>({
    severity: 'error',
    sample: { team: 'payments', method: 'partners', allowed: ['customers'] },
    words: ({ team, method, allowed }) => ({
      what: `Team ${team} is not allowed to use the method ${method}.`,
      why: 'The root file lists the methods that the team may use.',
      fix: `${allowed.length > 0 ? `Write ${allowed.join(' or ')}, or ask` : 'Ask'} the owners of the root file to add ${method} to teams.${team}.auth.`,
    }),
  }),
  BackendNotOwned: define<{ namespace: string; service: string; team: string; own: string }>({
    severity: 'error',
    sample: { namespace: 'shop', service: 'users', team: 'payments', own: 'payments' },
    words: ({ namespace, service, team, own }) => ({
      what: `The Service ${namespace}/${service} is not in the namespace of team ${team}.`,
      why: `The owner of namespace ${namespace} would need to allow it with a ReferenceGrant, and could revoke it at any time.`,
      fix: `Write a Service of namespace ${own}, or ask the owner of namespace ${namespace} to serve the path.`,
    }),
  }),
  ServerNotAllowed: define<{ team: string; server: string }>({
    severity: 'error',
    sample: { team: 'payments', server: 'orders.example.net' },
    words: ({ team, server }) => ({
      what: `Team ${team} is not allowed to send requests to ${server}.`,
      why: 'Requests contain credentials of clients, so the platform decides which external servers receive them.',
      fix: `${ASK} to add the server to teams.${team}.outside.`,
    }),
  }),
  FailoverNotAllowed: define<{ team: string }>({
    severity: 'error',
    sample: { team: 'payments' },
    words: ({ team }) => ({
      what: `Team ${team} is not allowed to use failover.`,
      why: `A failover needs Backend objects, which can refer to any server. A team may create them only if teams.${team}.outside is set.`,
      fix: `${ASK} to set teams.${team}.outside to the external servers, or to [] if there are none.`,
    }),
  }),
  HeaderNotAllowed: define<{ team: string; header: string; ofEnvoy: boolean }>({
    severity: 'error',
    sample: { team: 'payments', header: 'X-Envoy-Retry-On', ofEnvoy: true },
    words: ({ team, header, ofEnvoy }) => ({
      what: `Team ${team} is not allowed to change ${header}.`,
      why: `${ofEnvoy ? 'It controls Envoy itself: retries, timeouts, routing.' : 'A browser applies it to the whole host name, and so to the services of all teams.'}`,
      fix: 'Set the header in the service itself, or ask the owners of the root file to set it in transform.',
    }),
  }),
  LimitAbovePlatform: define<
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
          ? `Team ${values.team} sets ${values.own.join(', ')}, and the platform allows ${values.platform}.`
          : `Team ${values.team} ${values.by === 'none' ? 'removes the rate limit' : 'changes the rate limit key'} of the platform.`,
      why: 'A team may set lower limits than the platform, but not higher ones.',
      fix: `Write ${values.most.map((l) => `at most ${l}`).join(' and ')}, or remove rateLimit.`,
    }),
  }),
  AllOfTeam: define<{ service: string; team: string }>({
    severity: 'error',
    sample: { service: 'charges', team: 'payments' },
    words: ({ service, team }) => ({
      what: `Service ${service} of team ${team} requires all of several methods.`,
      why: 'The admission policies accept one kind of authentication in a policy of a team.',
      fix: 'Write one method, or a list of which any is enough.',
    }),
  }),
} as const satisfies Group;
