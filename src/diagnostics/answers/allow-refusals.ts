import { define, type Group } from '../definition.ts';
import { didYouMean } from '../nearest.ts';

export const allowRefusals = {
  AllowNeedsToken: define<{ service: string }>({
    severity: 'error',
    sample: { service: 'users' },
    words: ({ service }) => ({
      what: `Service ${service} allows by scopes or claims, but none of its methods is jwt.`,
      why: 'Only a JWT contains scopes and claims.',
      fix: 'Add a jwt method to its auth, or remove scopes and claims.',
    }),
  }),
  AllowNeedsKey: define<{ service: string }>({
    severity: 'error',
    sample: { service: 'users' },
    words: ({ service }) => ({
      what: `Service ${service} allows by clients, but none of its methods is apiKey.`,
      why: 'Clients are the names of API keys.',
      fix: 'Add an apiKey method to its auth, or remove clients.',
    }),
  }),
  MethodUnrestricted: define<{ method: string; service: string; type: string }>({
    severity: 'error',
    sample: { method: 'customers', service: 'users', type: 'basic' },
    words: ({ method, service, type }) => ({
      what: `allow of service ${service} does not restrict clients that authenticate by ${method}.`,
      why: 'Every client that this method authenticates would have access.',
      fix:
        type === 'apiKey'
          ? 'Add clients, too.'
          : type === 'jwt'
            ? 'Add scopes or claims, too.'
            : `Remove ${method} from its auth.`,
    }),
  }),
  TooManyClaims: define<{ most: number }>({
    severity: 'error',
    sample: { most: 4 },
    words: ({ most }) => ({
      what: `allow has more than ${most} claims.`,
      why: 'A claim is a string or a list, and each combination needs its own authorization rule.',
      fix: `Write at most ${most} claims.`,
    }),
  }),
  UnknownClient: define<{ client: string; known: readonly string[] }>({
    severity: 'error',
    sample: { client: 'acm', known: ['acme'] },
    words: ({ client, known }) => ({
      what: `No API key method of the service has a client ${client}.`,
      why: 'No request could match it.',
      fix: didYouMean(client, known),
    }),
  }),
} as const satisfies Group;
