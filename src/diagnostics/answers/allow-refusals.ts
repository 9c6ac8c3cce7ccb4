import { define, type Group } from '../definition.ts';
import { didYouMean } from '../nearest.ts';

export const allowRefusals = {
  AllowNeedsToken: define<{ service: string }>({
    severity: 'error',
    sample: { service: 'users' },
    words: ({ service }) => ({
      what: `allow of service ${service} has scopes or claims, but none of its authentication methods is jwt.`,
      why: 'Only a JWT contains scopes and claims.',
      fix: 'Add a jwt method to its auth, or remove scopes and claims.',
    }),
  }),
  AllowNeedsKey: define<{ service: string }>({
    severity: 'error',
    sample: { service: 'users' },
    words: ({ service }) => ({
      what: `allow of service ${service} has clients, but none of its authentication methods is apiKey.`,
      why: 'clients lists names of API keys.',
      fix: 'Add an apiKey method to its auth, or remove clients.',
    }),
  }),
  MethodUnrestricted: define<{ method: string; service: string; type: string }>({
    severity: 'error',
    sample: { method: 'customers', service: 'users', type: 'basic' },
    words: ({ method, service, type }) => ({
      what: `allow of service ${service} does not restrict clients that authenticate with the method ${method}.`,
      why: 'Every client that this method authenticates would have access.',
      fix:
        type === 'apiKey'
          ? 'Add clients to allow.'
          : type === 'jwt'
            ? 'Add scopes or claims to allow.'
            : `Remove ${method} from its auth.`,
    }),
  }),
  TooManyClaims: define<{ most: number }>({
    severity: 'error',
    sample: { most: 4 },
    words: ({ most }) => ({
      what: `allow has more than ${most} claims.`,
      why: 'Each claim may be a string or a list, and each combination of them needs its own authorization rule.',
      fix: `Write at most ${most} claims.`,
    }),
  }),
  DeniesEverybody: define<{ network: string }>({
    severity: 'error',
    sample: { network: '0.0.0.0/0' },
    words: ({ network }) => ({
      what: `deny.cidrs contains ${network}, which is every address of its kind.`,
      why: 'No client with such an address would have access.',
      fix: 'Write the networks that must have no access, or the networks with access in allow.cidrs.',
    }),
  }),
  AllowedNetworkDenied: define<{ network: string; by: string; service: string }>({
    severity: 'error',
    sample: { network: '10.1.0.0/16', by: '10.0.0.0/8', service: 'users' },
    words: ({ network, by, service }) => ({
      what: `allow.cidrs of service ${service} contains ${network}, which deny.cidrs denies (${by}).`,
      why: 'Denied networks are considered first, so no request from this network would have access.',
      fix: `Remove ${network} from allow.cidrs, or write a smaller network than ${by} in deny.cidrs.`,
    }),
  }),
  DenyOfTeam: define<{ service: string }>({
    severity: 'error',
    sample: { service: 'users' },
    words: ({ service }) => ({
      what: `Service ${service} of a team has deny.`,
      why: 'The admission policy for SecurityPolicies compares the denied networks of every team with those of the platform.',
      fix: 'Write the networks in deny of the root file, which applies to all services.',
    }),
  }),
  AllowOfAnonymous: define<{ service: string }>({
    severity: 'error',
    sample: { service: 'catalog' },
    words: ({ service }) => ({
      what: `allow of service ${service} has scopes, claims or clients, but its authentication is optional.`,
      why: 'A client that does not satisfy them would leave out its credential and have access.',
      fix: 'Remove them from allow, or require the methods with auth, without optional.',
    }),
  }),
  UnknownClient: define<{ client: string; known: readonly string[] }>({
    severity: 'error',
    sample: { client: 'acm', known: ['acme'] },
    words: ({ client, known }) => ({
      what: `No API key method of the service has the client ${client}.`,
      why: 'No request could match it.',
      fix: didYouMean(client, known),
    }),
  }),
} as const satisfies Group;
