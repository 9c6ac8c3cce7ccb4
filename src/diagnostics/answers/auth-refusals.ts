// Authentication: methods, and which services use them.
import { constant, define, type Group } from '../definition.ts';
import { didYouMean } from '../nearest.ts';

export const authRefusals = {
  UnknownMethod: define<{ method: string; known: readonly string[] }>({
    severity: 'error',
    sample: { method: 'partners', known: ['customers'] },
    words: ({ method, known }) => ({
      what: `There is no authentication method ${method}.`,
      why: 'The service would be open, or closed for everybody.',
      fix:
        known.length > 0
          ? didYouMean(method, [...known, 'none'])
          : 'Describe it in auth.methods, or write none for a public service.',
    }),
  }),
  NoneInList: constant('error', {
    what: 'none stands in a list with methods.',
    why: 'A service is either public or it is not.',
    fix: 'Remove none, or write auth: none alone.',
  }),
} as const satisfies Group;
