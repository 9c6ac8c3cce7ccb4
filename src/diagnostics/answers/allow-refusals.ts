import { define, type Group } from '../definition.ts';
import { didYouMean } from '../nearest.ts';

export const allowRefusals = {
  AllowNeedsToken: define<{ service: string }>({
    severity: 'error',
    sample: { service: 'users' },
    words: ({ service }) => ({
      what: `${service} allows by scope or claim, but accepts no token.`,
      why: 'Only a JWT carries scopes and claims.',
      fix: 'Add a jwt method to its auth, or remove scopes and claims.',
    }),
  }),
  AllowNeedsKey: define<{ service: string }>({
    severity: 'error',
    sample: { service: 'users' },
    words: ({ service }) => ({
      what: `${service} allows clients, but accepts no API key.`,
      why: 'Clients are the names of API keys.',
      fix: 'Add an apiKey method to its auth, or remove clients.',
    }),
  }),
  AllowSkipsMethod: define<{ method: string; service: string; type: string }>({
    severity: 'error',
    sample: { method: 'customers', service: 'users', type: 'ClusterIP' },
    words: ({ method, service, type }) => ({
      what: `Who comes by ${method} is not covered by allow of ${service}.`,
      why: 'That method would let everybody through whom it knows.',
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
      what: `More than ${most} claims are asked for.`,
      why: 'Each may be a string or a list, and every combination takes a rule.',
      fix: `Ask for at most ${most}.`,
    }),
  }),
  UnknownClient: define<{ client: string; known: readonly string[] }>({
    severity: 'error',
    sample: { client: 'acm', known: ['acme'] },
    words: ({ client, known }) => ({
      what: `There is no client ${client}.`,
      why: 'Nobody could be that client.',
      fix: didYouMean(client, known),
    }),
  }),
} as const satisfies Group;
