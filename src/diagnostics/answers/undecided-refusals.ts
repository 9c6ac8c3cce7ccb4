// Authentication that nobody decided yet.
import { define, type Group } from '../definition.ts';

/** Where `auth: undecided` is. `name`: of the service, or the path of the response; empty for `auth.default`. */
interface Undecided {
  readonly of: 'service' | 'response' | 'default';
  readonly name: string;
  readonly key: string;
  /** The methods of this file. */
  readonly methods: readonly string[];
}

export const undecidedRefusals = {
  AuthIsUndecided: define<Undecided>({
    severity: 'error',
    sample: { of: 'service', name: 'users', key: 'services.users.auth', methods: ['customers'] },
    words: ({ of, name, key, methods }) => {
      const at = { service: `service ${name}`, response: `the response ${name}`, default: 'all services' }[of];
      const fix =
        methods.length > 0
          ? `Write one of: ${[...methods.slice(0, 8), 'none (public)'].join(', ')}. To answer in a terminal: eg-api-gateway answer ${key}=${methods[0]}.`
          : 'Add a method to auth.methods and write its name, or write none to make it public. To see all open questions: eg-api-gateway questions.';
      return {
        what: `${key} is undecided, so it is open how clients of ${at} authenticate.`,
        why: 'An import writes undecided if its source has no authentication, or one that answers cannot contain. generate writes nothing until you decide.',
        fix,
      };
    },
  }),
  UndecidedInList: define<{ among: 'all' | 'optional' | 'list' }>({
    severity: 'error',
    sample: { among: 'list' },
    words: ({ among }) => ({
      what: `${among === 'list' ? 'The list' : `\`${among}\``} of auth contains undecided, which is no method.`,
      why: 'Either somebody decided how clients authenticate, or nobody did.',
      fix: 'Remove undecided from it, or write auth: undecided alone.',
    }),
  }),
} as const satisfies Group;
