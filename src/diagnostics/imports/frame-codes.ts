// Codes that the frame of all importers uses.
import { listed } from '../shown.ts';
import { imported } from './import-definition.ts';
import { sentence } from './shared-codes.ts';

export const frameCodes = {
  Carried: imported<undefined>({
    verdict: 'carried',
    subject: 'traffic',
    sample: undefined,
    words: () => ({ what: 'The answers contain this value with the same meaning.', why: '', fix: '' }),
  }),
  NoEffect: imported<undefined>({
    verdict: 'noEffect',
    subject: 'operation',
    sample: undefined,
    words: () => ({ what: 'This value changes nothing at a gateway, so no answer is needed.', why: '', fix: '' }),
  }),
  NotImported: imported<{ name: string }>({
    verdict: 'dropped',
    subject: 'traffic',
    sample: { name: 'nginx.ingress.kubernetes.io/mirror-target' },
    words: ({ name }) => ({
      what: `No answer was made from ${name}: the import does not know it, or left out what contains it.`,
      why: 'If it changes requests or access in the source, the gateway does not do that.',
      fix: 'Look up what it does. If requests depend on it, add an answer or a patch that does the same.',
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
      what: `${key} was left out, because generate would refuse it: ${sentence(what)}`,
      why: 'Requests are handled without this setting.',
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
      why: 'Its answer is auth: undecided, which generate refuses, so nothing becomes public by an import.',
      fix: `Set services.${service}.auth to a method, or to none to make it public.`,
    }),
  }),
  AuthUndecided: imported<{ service?: string; route?: string; what: string }>({
    verdict: 'asked',
    subject: 'access',
    sample: { service: 'users', what: 'auth-url contains variables of nginx' },
    words: ({ service, route, what }) => ({
      what: `Access to ${service ?? `route ${route ?? ''}`} cannot be translated: ${sentence(what)}`,
      why: 'Its answer is auth: undecided, which generate refuses, so nothing becomes public by an import.',
      fix: `Set ${service === undefined ? 'auth of its service' : `services.${service}.auth`} to a method that does the same, and allow or deny to who has access.`,
    }),
  }),
  HostlessService: imported<{ service: string; hosts: readonly string[] }>({
    verdict: 'approximated',
    subject: 'traffic',
    sample: { service: 'users', hosts: ['api.example.com', 'shop.example.com'] },
    words: ({ service, hosts }) => ({
      what: `The source serves ${service} on every host name; the gateway serves it on ${hosts.join(', ')} only.`,
      why: 'Requests for other host names get 404.',
      fix: `Add the other host names that clients of ${service} call to hostnames.`,
    }),
  }),
  HostAsked: imported<{ services: readonly string[] }>({
    verdict: 'asked',
    subject: 'access',
    sample: { services: ['users'] },
    words: ({ services }) => ({
      what: `The source has no host name for ${listed(services, 3)}.`,
      why: 'A gateway serves named hosts only, unless you give a reason.',
      fix: 'Set hostname to the name that clients call.',
    }),
  }),
} as const;
