// Extensions, and limits that do not limit.
import { constant, define, type Group } from '../definition.ts';

export const extensionsNotices = {
  ExtensionsRead: define<{ names: string }>({
    severity: 'info',
    sample: { names: 'orders' },
    words: ({ names }) => ({
      what: `Extensions can read and change requests and responses, including tokens, cookies and bodies: ${names}.`,
      why: 'They run after authentication, authorization and rate limits, and before the service.',
      fix: 'Treat the code and its server like the gateway itself, and limit who may change them.',
    }),
  }),
  ExtensionsFailOpen: define<{ names: string }>({
    severity: 'info',
    sample: { names: 'orders' },
    words: ({ names }) => ({
      what: `While an extension fails, requests pass without it (failOpen: true): ${names}.`,
      why: 'Whoever can make it fail, for example by overload, avoids it.',
      fix: 'Remove failOpen if the extension protects the service.',
    }),
  }),
  LimitsInShadow: constant('info', {
    what: 'Limits only count requests, and none is rejected (rateLimit.shadow).',
    why: '',
    fix: 'Remove shadow to enforce them.',
  }),
} as const satisfies Group;
