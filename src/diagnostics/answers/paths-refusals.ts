import { define, type Group } from '../definition.ts';
import { listed, quote } from '../shown.ts';

const authOf = (methods: readonly string[]): string =>
  methods.includes('none') ? 'is public' : `requires ${methods.join(' or ')}`;

export const pathsRefusals = {
  AmbiguousPath: define<{ path: string; first: string; second: string }>({
    severity: 'error',
    sample: { path: '/v1/users', first: 'users', second: 'users-v2' },
    words: ({ path, first, second }) => ({
      what: `A request for ${path} can match both service ${first} and service ${second}.`,
      why: 'Neither match is more specific: Envoy Gateway counts headers (a method and a credential count as one), then query parameters. The older route would win.',
      fix: 'Add another header to one of them, or give both the same HTTP methods and the same authentication methods.',
    }),
  }),
  CanaryHeaderAmbiguous: define<{ path: string; first: string; second: string }>({
    severity: 'warning',
    sample: { path: '/v1/users', first: 'users', second: 'users-v2' },
    words: ({ path, first, second }) => ({
      what: `For ${path}, the canary header of ${first} has the same precedence as the headers that distinguish ${first} and ${second}.`,
      why: 'A request with both may be routed to either service.',
      fix: 'If no client sends both, ignore this warning. Otherwise, match one more header.',
    }),
  }),
  PublicPathRedundant: define<{ path: string; service: string }>({
    severity: 'warning',
    sample: { path: '/v1/users', service: 'users' },
    words: ({ path, service }) => ({
      what: `${path} is listed in public, but the whole service ${service} is public.`,
      why: 'The answer has no effect.',
      fix: 'Remove it, or write an authentication method in auth.',
    }),
  }),
  WholeServicePublic: define<{ path: string; service: string }>({
    severity: 'error',
    sample: { path: '/v1/users', service: 'users' },
    words: ({ path, service }) => ({
      what: `${path} is listed in public, and it is the whole service ${service}.`,
      why: 'The authentication method of the service would never apply.',
      fix: 'Write a longer path. If the whole service is public, write auth: none instead.',
    }),
  }),
  InvalidPath: define<{
    value: string;
    reason: 'noSlash' | 'query' | 'wildcard' | 'notNormalized' | 'endsWithSlash' | 'character';
  }>({
    severity: 'error',
    sample: { value: '/v1/users/*', reason: 'wildcard' },
    example: { before: 'path: /v1/users/*', after: 'path: /v1/users' },
    words: ({ value, reason }) => {
      const [what, fix] = {
        noSlash: ['does not start with "/"', `Write ${quote(`/${value}`)}.`],
        query: ['has a query or a fragment', 'Write the path only.'],
        wildcard: ['has a "*"', 'Write the prefix: /v1/users matches every path below it.'],
        notNormalized: ['is not normalized', 'Write it without "//", ".", "..", and without encoded slashes or dots.'],
        endsWithSlash: ['ends with "/"', `Write ${quote(value.slice(0, -1))}.`],
        character: [
          'has a character that is not allowed in a path, or more than 1024 characters',
          'Percent-encode the character, or choose another path.',
        ],
      }[reason] as [string, string];
      return {
        what: `${quote(value)} ${what}.`,
        why: 'A path prefix is matched against normalized paths: any other value never matches, or matches more than it seems to.',
        fix,
      };
    },
  }),
  DuplicatePath: define<{ path: string; service: string } | { path: string }>({
    severity: 'error',
    sample: { path: '/v1/users', service: 'users' },
    example: {
      before:
        'services:\n  - { name: users, path: /v1/users, backend: users:8080 }\n  - { name: users-v2, path: /v1/users, backend: users-v2:8080 }',
      after:
        'services:\n  - { name: users, path: /v1/users, backend: users:8080 }\n  - { name: users-v2, path: /v1/users, backend: users-v2:8080, headers: { x-version: "2" } }',
    },
    words: (values) =>
      'service' in values
        ? {
            what: `Service ${values.service} already has the path ${values.path}.`,
            why: 'Both routes would match the same requests, and the older route would win.',
            fix: 'Choose another path, or distinguish the versions by headers.',
          }
        : {
            what: `The service has the path ${values.path} twice.`,
            why: 'The second entry has no effect, so another path was probably meant.',
            fix: 'Remove one of them.',
          },
  }),
  InvalidGrpcPath: define<{ path: string; orRoot: boolean }>({
    severity: 'error',
    sample: { path: '/v1/users', orRoot: true },
    example: { before: 'protocol: grpc\npath: /v1/users', after: 'protocol: grpc\npath: /users.v1.Users' },
    words: ({ path, orRoot }) => ({
      what: `${path} is not a gRPC path.`,
      why: 'gRPC calls have the path /package.Service/Method.',
      fix: orRoot
        ? 'Write /package.Service, /package.Service/Method, or /.'
        : 'Write /package.Service or /package.Service/Method.',
    }),
  }),
  NestedPath: define<
    | { path: string; inner: string; outer: string; innerAuth: readonly string[]; outerAuth: readonly string[] }
    | { inner: readonly string[]; outer: string }
  >({
    severity: 'warning',
    sample: { path: '/v1/users/admin', inner: 'admin', outer: 'users', innerAuth: ['staff'], outerAuth: ['customers'] },
    words: (values) =>
      'path' in values
        ? {
            what: `${values.path} of ${values.inner} is below a path of ${values.outer}; ${values.inner} ${authOf(values.innerAuth)}, ${values.outer} ${authOf(values.outerAuth)}.`,
            why: `The longer path wins: only the access rules of ${values.inner} apply to requests below ${values.path}.`,
            fix: 'If this is intended, ignore this warning. Otherwise, choose another path.',
          }
        : {
            what: `Paths of ${listed(values.inner)} are below a path of ${values.outer}.`,
            why: 'The longer path wins: requests below these paths go to the other services, with their limits.',
            fix: 'If this is intended, ignore this warning. Otherwise, choose another path.',
          },
  }),
  PublicPathNotOwned: define<{ path: string; owner: string; paths: readonly string[] }>({
    severity: 'error',
    sample: { path: '/v2/open', owner: 'users', paths: ['/v1/users'] },
    words: ({ path, owner, paths }) => ({
      what: `The public path ${path} is not below a path of ${owner}.`,
      why: `Requests for this path do not reach ${owner}.`,
      fix: `Write a path below ${paths.join(' or ') || '/'}.`,
    }),
  }),
} as const satisfies Group;
