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
          { value: 'issuer', name: 'a ClusterIssuer of cert-manager that exists' },
          { value: 'acme', name: "Let's Encrypt, issuer written too" },
          { value: 'secret', name: 'a TLS Secret that exists' },
          { value: 'selfSigned', name: 'self-signed, for a trial' },
        ],
        read: (value) => {
          if (value === 'selfSigned') draft.set('tls.selfSigned', true);
          return value;
        },
      },
      (from === 'issuer' || from === 'acme') && {
        id: 'tls.issuer',
        kind: 'text',
        message: 'Name of the ClusterIssuer',
        suggestion: { value: 'letsencrypt-prod', reason: 'the usual name' },
      },
      from === 'acme' && { id: 'tls.acme.email', kind: 'text', message: "E-mail address for Let's Encrypt" },
      from === 'secret' && {
        id: 'tls.secret',
        kind: 'text',
        message: 'Name of the Secret',
        suggestion: { value: 'api-tls', reason: 'of type kubernetes.io/tls, in the namespace of the Gateway' },
      },
    ]);
  },
};
