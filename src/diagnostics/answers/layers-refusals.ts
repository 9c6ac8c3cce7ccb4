import { constant, define, type Group } from '../definition.ts';
import { didYouMean } from '../nearest.ts';

const NEEDS = {
  service: 'a path and a backend',
  method: 'a type',
  team: 'its paths',
} as const;

export const layersRefusals = {
  RemovesNothing: define<{ key: string; known: readonly string[] }>({
    severity: 'error',
    sample: { key: 'rateLimits', known: ['rateLimit'] },
    words: ({ key, known }) => ({
      what: `\`${key}: null\` removes an answer that the files before this one do not contain.`,
      why: 'The line has no effect, so another answer was probably meant.',
      fix: `Remove the line, or correct the key. ${didYouMean(key, known)}`,
    }),
  }),
  OverlayUnknownName: define<{ kind: keyof typeof NEEDS; name: string; known: readonly string[] }>({
    severity: 'error',
    sample: { kind: 'service', name: 'usres', known: ['users'] },
    words: ({ kind, name, known }) => ({
      what: `The files before this one contain no ${kind} ${name}, and this file does not define it completely.`,
      why: `A new ${kind} needs ${NEEDS[kind]}; changes to an existing one need its name.`,
      fix: `Use the name of an existing ${kind}, or add ${NEEDS[kind]}. ${didYouMean(name, known)}`,
    }),
  }),
  OverlayChangesNothing: constant('warning', {
    what: 'The file changes no answer of the files before it.',
    why: 'All of its answers are already there with the same values.',
    fix: 'Remove the file from the command, or change an answer in it.',
  }),
  ServiceKeyDiffers: define<{ key: string; name: string }>({
    severity: 'error',
    sample: { key: 'users', name: 'people' },
    words: ({ key, name }) => ({
      what: `The service with the key ${key} has the name ${name}.`,
      why: 'In a map of services, the key is the name of the service.',
      fix: `Remove \`name\`, or write ${name} as the key.`,
    }),
  }),
} as const satisfies Group;
