import { define, type Group } from '../definition.ts';
import { cut } from '../shown.ts';

export const flagsRefusals = {
  FlagTwice: define<{ key: string; other: string; flag: string }>({
    severity: 'error',
    sample: { key: 'clients', other: 'the Gateway', flag: '--hostname' },
    words: ({ key, other, flag }) => ({
      what: `${key} is given by ${other} already, in another way.`,
      why: 'One of the two answers would be lost.',
      fix: `Keep ${other} or ${flag}.`,
    }),
  }),
  UnknownService: define<{ service: string }>({
    severity: 'error',
    sample: { service: 'users' },
    words: ({ service }) => ({
      what: `There is no service ${service}.`,
      why: 'The answer would belong to nothing.',
      fix: `Add it first: --service ${service}=/v1/${service}=backend:8080.`,
    }),
  }),
  InvalidService: define<{ value: string }>({
    severity: 'error',
    sample: { value: 'a b' },
    words: ({ value }) => ({
      what: `${cut(value, 80)} is not /path=backend.`,
      why: 'A service is its path and where it goes.',
      fix: 'Write for instance /v1/users=user-service:8080, or users=/v1/users=user-service:8080.',
    }),
  }),
  ServiceGivenTwice: define<{ service: string; byFlag: boolean }>({
    severity: 'error',
    sample: { service: 'users', byFlag: true },
    words: ({ service, byFlag }) => ({
      what: `There is a service ${service} ${byFlag ? 'by another --service' : 'in the answers file'} already.`,
      why: 'Its path and backend would be replaced. Without a name of its own a service is called by the last word of its path.',
      fix: byFlag
        ? `Give one of them another name: --service ${service}-v2=/path=backend:8080.`
        : `Give it another name: --service ${service}-v2=/path=backend:8080, or change the one of the file: --set services.${service}.backend=backend:8080.`,
    }),
  }),
  MethodGivenTwice: define<{ method: string }>({
    severity: 'error',
    sample: { method: 'customers' },
    words: ({ method }) => ({
      what: `There is a method ${method} in the answers file already.`,
      why: 'All that the file says of it would be lost.',
      fix: `Give it another name, or change a part of it: --set auth.methods.${method}.issuer=https://auth.example.com/.`,
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
            why: 'Keys are words with dots between.',
            fix: 'Write for instance services.users.auth=none.',
          };
        case 'list':
          return {
            what: `${JSON.stringify(values.step)} in ${JSON.stringify(values.key)} is a list.`,
            why: 'Setting a part of it would take away the rest.',
            fix: 'Give the whole list: key=[a, b].',
          };
        case 'noEquals':
          return {
            what: `${values.flag} ${cut(values.text)} has no "=".`,
            why: 'It is key=value.',
            fix: `Write ${values.flag} key=value.`,
          };
      }
    },
  }),
} as const satisfies Group;
