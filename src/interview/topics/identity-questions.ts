import type { Draft } from '../draft.ts';
import { firstOpen, type Question, type Topic } from '../question.ts';

const isOutside = (backend: unknown): boolean => typeof backend === 'string' && backend.startsWith('https://');

const questionsOf = (draft: Draft, name: string): (Question | false)[] => {
  const own = draft.notes.get(`?identity.${name}`) === 'own';
  return [
    {
      id: `?identity.${name}`,
      kind: 'select',
      message: `Who is the gateway to the server of ${name}?`,
      choices: [
        { value: 'forward', name: 'the caller, with what the caller sent' },
        { value: 'own', name: 'itself, with a credential from a Secret', hint: 'Cloud Run, a partner, a SaaS.' },
        { value: 'mtls', name: 'itself, with a client certificate' },
      ],
      suggestion: { value: 'forward', reason: 'nothing to keep or to rotate' },
    },
    draft.notes.get(`?identity.${name}`) === 'mtls' && {
      id: `services.${name}.identity.mtls.secret`,
      kind: 'text',
      message: 'Name of the TLS Secret with the client certificate',
      suggestion: { value: `${name}-client`, reason: 'of type kubernetes.io/tls, in the namespace of the Gateway' },
    },
    own && {
      id: `services.${name}.identity.serviceToken.secret`,
      kind: 'text',
      message: 'Name of the Secret with the credential',
      suggestion: { value: `${name}-credential`, reason: 'its key credential holds the whole header value' },
    },
  ];
};

/** Servers outside the cluster want to know who calls; asked only where there is one. */
export const identity: Topic = {
  id: 'identity',
  title: 'Servers outside the cluster',
  next: (draft) => {
    for (const s of draft.services) {
      if (!isOutside(s.backend) || (s.identity !== undefined && !draft.notes.has(`?identity.${s.name}`))) continue;
      if (draft.notes.get('?services.given') === true) continue;
      const next = firstOpen(draft, questionsOf(draft, s.name));
      if (next) return next;
    }
    return undefined;
  },
};
