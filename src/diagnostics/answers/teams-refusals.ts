import { constant, define, type Group } from '../definition.ts';
import { cut } from '../shown.ts';

export const teamsRefusals = {
  InvalidFileName: define<{ value: string }>({
    severity: 'error',
    sample: { value: '../payments.yaml' },
    words: ({ value }) => ({
      what: `${cut(value)} is not the path of an answers file.`,
      why: 'The file of a team must be in the folder of the root file or below it.',
      fix: 'Write a path such as teams/payments.yaml.',
    }),
  }),
  InvalidServer: define<{ value: string }>({
    severity: 'error',
    sample: { value: 'https://orders.example.net' },
    words: ({ value }) => ({
      what: `${cut(value)} is not the name of a server.`,
      why: 'Admission policies compare it with the exact host names in the Backends of the team.',
      fix: 'Write a name such as orders.example.net, or orders.example.net:8443 with a port.',
    }),
  }),
  InvalidRevision: define<{ value: string }>({
    severity: 'error',
    sample: { value: 'feature..x' },
    words: ({ value }) => ({
      what: `${cut(value)} is not a branch or tag.`,
      why: 'Argo CD or Flux deploys this revision.',
      fix: 'Write a name such as main.',
    }),
  }),
  TeamPathReserved: define<{ team: string; path: string }>({
    severity: 'error',
    sample: { team: 'payments', path: '/' },
    words: ({ team, path }) => ({
      what: `${path === '/' ? `Team ${team} would own every path.` : `${path} is reserved for routes of the gateway itself.`}`,
      why: 'The platform has its own routes, and responds to requests that no team serves.',
      fix: 'Write a prefix such as /v1/payments.',
    }),
  }),
  MethodForPlatformOnly: define<{ method: string; type: string; allowed: readonly string[] }>({
    severity: 'error',
    sample: { method: 'employees', type: 'oidc', allowed: ['jwt', 'apiKey', 'basic'] },
    words: ({ method, type, allowed }) => ({
      what: `The method ${method} (${type}) is available to services of the platform only.`,
      why: 'Open connections keep their filters. Only the owner of the listener can keep the filter of this method in every connection; a connection without it would allow requests without authentication.',
      fix: `Use a method of type ${allowed.slice(0, -1).join(', ')} or ${allowed.at(-1)}, or move the service to services of the root file.`,
    }),
  }),
  MethodNotForTeams: define<{ method: string }>({
    severity: 'error',
    sample: { method: 'customers' },
    words: ({ method }) => ({
      what: `The method ${method} is available to services of the platform only.`,
      why: "Policies of teams are compared with one issuer, the URL of its keys, and tokens in the Authorization header. Keys in a ConfigMap would be those of the team's namespace, and browsers send cookies automatically.",
      fix: 'Use a method without from, moreIssuers and local keys, or move the service to services of the root file.',
    }),
  }),
  TeamNamespaceTaken: define<{ namespace: string; team: string; other: string }>({
    severity: 'error',
    sample: { namespace: 'default', team: 'payments', other: 'the Gateway' },
    words: ({ namespace, team, other }) => ({
      what: `The namespace ${namespace} of team ${team} is also the namespace of ${other}.`,
      why: 'Anyone who may write to the namespace could change the objects of both.',
      fix: 'Choose another namespace for the team.',
    }),
  }),
  TeamFileShared: define<{ file: string; sharer: string }>({
    severity: 'error',
    sample: { file: 'teams/payments.yaml', sharer: 'orders' },
    words: ({ file, sharer }) => ({
      what: `${file} is also the answers file of ${sharer}.`,
      why: 'An answers file belongs to one team.',
      fix: 'Write a separate file for each team.',
    }),
  }),
  SdsWithTeams: constant('error', {
    what: 'mesh.mode is sds, and there are teams.',
    why: 'Each team would have a Secret and policies that define which identities the proxies trust. Only the platform may decide this.',
    fix: 'Write mode: ambient or sidecar.',
  }),
  AcrossTeams: constant('error', {
    what: 'rateLimit.across is api, and there are teams.',
    why: 'The limit would be in one policy of the listener, and the policies of all teams would need to merge it. A team could remove the limit.',
    fix: 'Write across: service.',
  }),
  TeamPathsOverlap: define<{ path: string; owner: string; outer: string; outerOwner: string }>({
    severity: 'error',
    sample: { path: '/v1/payments', owner: 'team payments', outer: '/v1', outerOwner: 'team orders' },
    words: ({ path, owner, outer, outerOwner }) => ({
      what: `${path} of ${owner} and ${outer} of ${outerOwner} overlap.`,
      why: 'The longer path wins, so one of them could receive requests of the other.',
      fix: 'Write prefixes that do not overlap, such as /v1/payments and /v1/orders.',
    }),
  }),
  TeamFileMissing: define<{ file: string }>({
    severity: 'error',
    sample: { file: 'teams/payments.yaml' },
    words: ({ file }) => ({
      what: `The file ${file} does not exist.`,
      why: 'It contains the services of the team.',
      fix: 'Create it, or correct the file name. To generate a single team, use --team NAME.',
    }),
  }),
  TeamNameDiffers: define<{ said: string; team: string }>({
    severity: 'error',
    sample: { said: 'orders', team: 'payments' },
    words: ({ said, team }) => ({
      what: `This is the file of team ${said}, and the root file assigns it to team ${team}.`,
      why: 'The services would get the paths and permissions of another team.',
      fix: `Write team: ${team}, or write another file in teams.${team}.answers.`,
    }),
  }),
  InvalidOwner: define<{ value: string }>({
    severity: 'error',
    sample: { value: 'payments team' },
    words: ({ value }) => {
      const word = value.trim().replace(/\s+/g, '-');
      return {
        what: `${cut(value)} is not an owner that CODEOWNERS accepts.`,
        why: 'In CODEOWNERS a space separates owners and # starts a comment, so nobody would be asked for a review.',
        fix: /^[\w-]+$/.test(word)
          ? `Write @acme/${word.toLowerCase()}, or the name of your group.`
          : 'Write @acme/payments, @name or an e-mail address.',
      };
    },
  }),
  InvalidRepository: define<{ suggestion: string | undefined }>({
    severity: 'error',
    sample: { suggestion: 'ssh://git@git.example.com/acme/gateway.git' },
    words: ({ suggestion }) => ({
      what: 'This is not the address of a Git repository without credentials.',
      why: 'The address is written into manifests; Argo CD and Flux read their credentials from a Secret.',
      fix: `Write ${suggestion ?? 'https://git.example.com/acme/gateway.git, or ssh://git@git.example.com/acme/gateway.git'}.`,
    }),
  }),
  TeamWithoutServices: define<{ team: string }>({
    severity: 'error',
    sample: { team: 'payments' },
    words: ({ team }) => ({
      what: `Team ${team} has no services.`,
      why: 'The services of a team are in an answers file of the team, or in the root file.',
      fix: `Add answers: teams/${team}.yaml, or services.`,
    }),
  }),
  TeamServicesTwice: define<{ team: string; file: string }>({
    severity: 'error',
    sample: { team: 'payments', file: 'teams/payments.yaml' },
    words: ({ team, file }) => ({
      what: `Team ${team} has services here and in ${file}.`,
      why: 'The services of a team must be in one place only.',
      fix: 'Remove services, or remove answers.',
    }),
  }),
} as const satisfies Group;
