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
} as const satisfies Group;
