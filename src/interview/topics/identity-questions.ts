import type { Draft } from '../draft.ts';
import { firstOpen, type Question, type Topic } from '../question.ts';

const isOutside = (backend: unknown): boolean => typeof backend === 'string' && backend.startsWith('https://');

const questionsOf = (draft: Draft, name: string): (Question | false)[] => {
  const own = draft.notes.get(`?identity.${name}`) === 'own';
  return [
    {
      id: `?identity.${name}`,
      kind: 'select',
      recommended: true,
      message: `How does the gateway authenticate to the backend of ${name}?`,
      choices: [
        { value: 'forward', name: "Forward the client's credential" },
        { value: 'own', name: 'Send a credential from a Secret', hint: 'For Cloud Run, a partner API or SaaS.' },
        { value: 'mtls', name: 'Present a client certificate (mTLS)' },
      ],
      suggestion: { value: 'forward', reason: 'the default stores no credential' },
    },
    draft.notes.get(`?identity.${name}`) === 'mtls' && {
      id: `services.${name}.identity.mtls.secret`,
      kind: 'text',
      message: 'Which TLS Secret contains the client certificate?',
      suggestion: { value: `${name}-client`, reason: 'type kubernetes.io/tls, in the namespace of the Gateway' },
    },
    own && {
      id: `services.${name}.identity.serviceToken.secret`,
      kind: 'text',
      message: 'Which Secret contains the credential?',
      suggestion: { value: `${name}-credential`, reason: 'its key "credential" contains the whole header value' },
    },
  ];
};

/** How the gateway authenticates to external backends; asked only if there are any. */
export const identity: Topic = {
  id: 'identity',
  title: 'External backends',
  summary: (draft) => {
    const outside = draft.services.filter((s) => isOutside(s.backend));
    if (outside.length === 0) return undefined;
    const shown = (identity: unknown): string =>
      typeof identity === 'object' ? Object.keys(identity ?? {}).join() : "the client's credential";
    return outside.map((s) => `${s.name} gets ${shown(s.identity)}`).join(', ');
  },
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
