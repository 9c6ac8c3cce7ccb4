// Codes that every importer uses.
import { listed } from '../shown.ts';
import { imported } from './import-definition.ts';

export const frameCodes = {
  Carried: imported<undefined>({
    verdict: 'carried',
    subject: 'traffic',
    sample: undefined,
    words: () => ({ what: 'The answers contain this value.', why: '', fix: '' }),
  }),
  NoEffect: imported<undefined>({
    verdict: 'noEffect',
    subject: 'operation',
    sample: undefined,
    words: () => ({ what: 'This value changes nothing at a gateway.', why: '', fix: '' }),
  }),
  NotImported: imported<{ name: string }>({
    verdict: 'dropped',
    subject: 'traffic',
    sample: { name: 'nginx.ingress.kubernetes.io/mirror-target' },
    words: ({ name }) => ({
      what: `The importer does not know ${name}.`,
      why: 'No answer was made from it.',
      fix: 'If requests depend on it, add an answer or a patch that does the same.',
    }),
  }),
  AnswerNotAccepted: imported<{ key: string; what: string; fix: string }>({
    verdict: 'impossible',
    subject: 'traffic',
    sample: {
      key: 'services.users.rewrite',
      what: 'The path "exact:/v1/users" has no prefix that could be replaced.',
      fix: 'Use a prefix.',
    },
    words: ({ key, what, fix }) => ({
      what: `The answer ${key} would be refused, so it was left out: ${what}`,
      why: 'Requests are handled without it.',
      fix,
    }),
  }),
  AnswerGone: imported<{ key: string }>({
    verdict: 'dropped',
    subject: 'traffic',
    sample: { key: 'services.users.rewrite' },
    words: ({ key }) => ({
      what: `The answer ${key} was left out with what contains it.`,
      why: 'Requests are handled without it.',
      fix: 'Fix what the report states about what contains it.',
    }),
  }),
  AuthUnstated: imported<{ service: string }>({
    verdict: 'asked',
    subject: 'access',
    sample: { service: 'users' },
    words: ({ service }) => ({
      what: `The source has no authentication for ${service}.`,
      why: 'A service is public only if a person says so.',
      fix: `Set services.${service}.auth to a method, or to none if everybody may call it.`,
    }),
  }),
  AuthUndecided: imported<{ service: string; what: string }>({
    verdict: 'asked',
    subject: 'access',
    sample: { service: 'users', what: 'auth-url with an nginx variable' },
    words: ({ service, what }) => ({
      what: `The authentication of ${service} cannot be translated: ${what}.`,
      why: 'generate refuses the answers until it is decided, so that the service does not become public.',
      fix: `Set services.${service}.auth to a method that does the same.`,
    }),
  }),
  HostlessService: imported<{ service: string; hosts: readonly string[] }>({
    verdict: 'approximated',
    subject: 'traffic',
    sample: { service: 'users', hosts: ['api.example.com', 'shop.example.com'] },
    words: ({ service, hosts }) => ({
      what: `The source has no host name for ${service}: it serves any.`,
      why: `The gateway serves the host names of the answers only, such as ${hosts.join(', ')}.`,
      fix: `Add the other host names that clients of ${service} call to hostnames.`,
    }),
  }),
  HostAsked: imported<{ services: readonly string[] }>({
    verdict: 'asked',
    subject: 'access',
    sample: { services: ['users'] },
    words: ({ services }) => ({
      what: `The source has no host name for ${listed(services, 3)}.`,
      why: 'A gateway that serves any host name needs a reason.',
      fix: 'Set hostname to the name that clients call.',
    }),
  }),
} as const;
