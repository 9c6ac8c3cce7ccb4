import { constant, define, type Group } from '../definition.ts';
import { cut } from '../shown.ts';

export const teamsRefusals = {
  InvalidFileName: define<{ value: string }>({
    severity: 'error',
    sample: { value: 'a b' },
    words: ({ value }) => ({
      what: `${cut(value)} is not the name of an answers file here.`,
      why: "A team's file lies beside the root's file or below it, so that the whole is one folder.",
      fix: 'Write for instance teams/payments.yaml.',
    }),
  }),
  InvalidServer: define<{ value: string }>({
    severity: 'error',
    sample: { value: 'a b' },
    words: ({ value }) => ({
      what: `${cut(value)} is not the name of a server.`,
      why: "Guard rails compare it with the host names of the team's Backends, which are exact.",
      fix: 'Write orders.example.net, or orders.example.net:8443.',
    }),
  }),
  InvalidRevision: define<{ value: string }>({
    severity: 'error',
    sample: { value: 'a b' },
    words: ({ value }) => ({
      what: `${cut(value)} is not a branch or tag.`,
      why: 'It is what is deployed.',
      fix: 'Write for instance main.',
    }),
  }),
  TeamOwnsAll: define<{ team: string; path: string }>({
    severity: 'error',
    sample: { team: 'payments', path: '/v1/users' },
    words: ({ team, path }) => ({
      what: path === '/' ? `${team} would own every path.` : `${path} is a path of the gateway's own routes.`,
      why: 'What no team serves is answered by the platform, and its own routes stand beside those of teams.',
      fix: 'Write a prefix such as /v1/payments.',
    }),
  }),
  MethodOfPlatform: define<{ method: string; type: string }>({
    severity: 'error',
    sample: { method: 'customers', type: 'ClusterIP' },
    words: ({ method, type }) => ({
      what: `${method} (${type}) is for services of the platform only.`,
      why: 'Envoy names its filter after the policy, and only the owner of the listener can keep that in open connections.',
      fix: 'Let the platform serve the service (services of the root file), or use jwt, apiKey or basic.',
    }),
  }),
  TeamNamespaceTaken: define<{ namespace: string; team: string; other: string }>({
    severity: 'error',
    sample: { namespace: 'shop', team: 'payments', other: 'the Gateway' },
    words: ({ namespace, team, other }) => ({
      what: `The namespace ${namespace} of ${team} is that of ${other}.`,
      why: 'Who may write in it could change what belongs to the other.',
      fix: 'Give the team a namespace of its own.',
    }),
  }),
  TeamFileShared: define<{ file: string; sharer: string }>({
    severity: 'error',
    sample: { file: 'teams/payments.yaml', sharer: 'orders' },
    words: ({ file, sharer }) => ({
      what: `${file} is also the file of ${sharer}.`,
      why: 'A file belongs to one team.',
      fix: 'Give each a file of its own.',
    }),
  }),
  SdsWithTeams: constant('error', {
    what: 'The proxies are in no mesh (mode: sds), and services belong to teams.',
    why: 'Each team would hold a Secret and policies that say whom the proxies trust, which is not a team to decide.',
    fix: 'Write mode: ambient or sidecar.',
  }),
  AcrossTeams: constant('error', {
    what: 'One budget over all services, and services belong to teams.',
    why: "It would be one policy of the listener that every team's policy has to merge; a team that does not leaves it.",
    fix: 'Write across: service.',
  }),
  TeamPathsOverlap: define<{ path: string; owner: string; outer: string; outerOwner: string }>({
    severity: 'error',
    sample: { path: '/v1/users', owner: 'team payments', outer: '/v1', outerOwner: 'team orders' },
    words: ({ path, owner, outer, outerOwner }) => ({
      what: `${path} of ${owner} and ${outer} of ${outerOwner} overlap.`,
      why: 'The longer path wins, so one of them could take requests of the other.',
      fix: 'Give each a prefix of its own.',
    }),
  }),
  TeamFileMissing: define<{ file: string }>({
    severity: 'error',
    sample: { file: 'teams/payments.yaml' },
    words: ({ file }) => ({
      what: `${file} is not there.`,
      why: "It holds the team's services.",
      fix: 'Write it, or name the right file. One team alone: generate --team NAME.',
    }),
  }),
  TeamNameDiffers: define<{ said: string; team: string }>({
    severity: 'error',
    sample: { said: 'orders', team: 'payments' },
    words: ({ said, team }) => ({
      what: `This is the file of ${said}, and the root file names it for ${team}.`,
      why: 'The services would get the paths and permissions of another team.',
      fix: `Write team: ${team}, or name another file in teams.${team}.answers.`,
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
      what: `The team ${team} has no services.`,
      why: 'The services of a team are in an answers file of the team, or in the root file.',
      fix: `Add answers: teams/${team}.yaml, or services.`,
    }),
  }),
  TeamServicesTwice: define<{ team: string; file: string }>({
    severity: 'error',
    sample: { team: 'payments', file: 'teams/payments.yaml' },
    words: ({ team, file }) => ({
      what: `The team ${team} has services here and in ${file}.`,
      why: 'The services of a team are in one place only.',
      fix: 'Remove services, or remove answers.',
    }),
  }),
} as const satisfies Group;
