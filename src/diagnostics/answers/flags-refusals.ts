import { define, type Group } from '../definition.ts';
import { cut } from '../shown.ts';

export const flagsRefusals = {
  FlagTwice: define<{ key: string; other: string; flag: string }>({
    severity: 'error',
    sample: { key: 'hostname', other: '--set hostname', flag: '--hostname' },
    words: ({ key, other, flag }) => ({
      what: `${key} is set by ${other} and by ${flag}, with different values.`,
      why: 'One of the two values would be silently ignored.',
      fix: `Remove ${other} or ${flag}.`,
    }),
  }),
  UnknownService: define<{ service: string }>({
    severity: 'error',
    sample: { service: 'users' },
    words: ({ service }) => ({
      what: `There is no service ${service}.`,
      why: 'The flag sets an answer of a service that is not defined.',
      fix: `Add the service first: --service ${service}=/v1/${service}=backend:8080.`,
    }),
  }),
  InvalidService: define<{
    value: string;
    /** The service that was probably meant. */
    meant: { readonly text: string; readonly isPortKnown: boolean } | undefined;
  }>({
    severity: 'error',
    sample: { value: 'users=user-service', meant: undefined },
    words: ({ value, meant }) => ({
      what: `${cut(value, 80)} is not in the form /path=backend.`,
      why: 'A service is defined by its path and its backend.',
      fix:
        meant === undefined
          ? 'Write a value such as /v1/users=user-service:8080 or users=/v1/users=user-service:8080.'
          : meant.isPortKnown
            ? `Write ${meant.text}.`
            : `Write the path, the Service and its port, such as ${meant.text}.`,
    }),
  }),
  ServiceGivenTwice: define<{ service: string; byFlag: boolean }>({
    severity: 'error',
    sample: { service: 'users', byFlag: true },
    words: ({ service, byFlag }) => ({
      what: `${byFlag ? `Another --service flag already defines the service ${service}.` : `The answers file already defines the service ${service}.`}`,
      why: 'Its path and backend would be replaced. Without an explicit name, a service has the last word of its path as its name.',
      fix: byFlag
        ? `Rename one of them: --service ${service}-v2=/path=backend:8080.`
        : `Choose another name: --service ${service}-v2=/path=backend:8080, or change the service in the file: --set services.${service}.backend=backend:8080.`,
    }),
  }),
  MethodGivenTwice: define<{ method: string }>({
    severity: 'error',
    sample: { method: 'customers' },
    words: ({ method }) => ({
      what: `The answers file already defines the method ${method}.`,
      why: 'The definition in the file would be lost.',
      fix: `Choose another name, or change one key of it: --set auth.methods.${method}.issuer=https://auth.example.com/.`,
    }),
  }),
  InvalidFlag: define<
    | { reason: 'notKey'; key: string }
    | { reason: 'list'; step: string; key: string }
    | { reason: 'noEquals'; flag: string; text: string }
  >({
    severity: 'error',
    sample: { reason: 'noEquals', flag: '--set', text: 'hostname' },
    words: (values) => {
      switch (values.reason) {
        case 'notKey':
          return {
            what: `${JSON.stringify(values.key)} is not a key.`,
            why: 'A key is a path of names separated by dots.',
            fix: 'Write a key and a value, such as services.users.auth=none.',
          };
        case 'list':
          return {
            what: `${JSON.stringify(values.step)} in ${JSON.stringify(values.key)} is a list.`,
            why: 'Setting one entry would remove the others.',
            fix: 'Write the whole list: key=[a, b].',
          };
        case 'noEquals':
          return {
            what: `${values.flag} ${cut(values.text)} has no "=".`,
            why: 'The flag needs a key and a value.',
            fix: `Write ${values.flag} key=value.`,
          };
      }
    },
  }),
} as const satisfies Group;
