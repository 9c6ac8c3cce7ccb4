import { firstOpen, type Topic } from '../question.ts';

/** Where the certificate comes from. */
export const tls: Topic = {
  id: 'tls',
  title: 'TLS',
  next: (draft) => {
    if (draft.notes.get('?tls.given') === true) return undefined;
    const from = draft.notes.get('?tls');
    return firstOpen(draft, [
      {
        id: '?tls',
        kind: 'select',
        message: 'Where does the certificate come from?',
        choices: [
          { value: 'issuer', name: 'An existing cert-manager ClusterIssuer' },
          { value: 'acme', name: "Let's Encrypt, with a new ClusterIssuer" },
          { value: 'secret', name: 'An existing TLS Secret' },
          { value: 'selfSigned', name: 'A self-signed certificate, for a trial' },
        ],
        read: (value) => {
          if (value === 'selfSigned') draft.set('tls.selfSigned', true);
          return value;
        },
      },
      (from === 'issuer' || from === 'acme') && {
        id: 'tls.issuer',
        kind: 'text',
        message: 'What is the name of the ClusterIssuer?',
        suggestion: { value: 'letsencrypt-prod', reason: 'a common name' },
      },
      from === 'acme' && {
        id: 'tls.acme.email',
        kind: 'text',
        message: "Which email address does Let's Encrypt notify?",
      },
      from === 'secret' && {
        id: 'tls.secret',
        kind: 'text',
        message: 'Which Secret contains the certificate?',
        suggestion: { value: 'api-tls', reason: 'type kubernetes.io/tls, in the namespace of the Gateway' },
      },
    ]);
  },
};
