import type { Draft } from '../draft.ts';
import { firstOpen, type Suggestion, type Topic } from '../question.ts';

/** Names for which no public authority issues a certificate (RFC 2606, RFC 6761, and private use). */
const NOT_PUBLIC = /(?:^|\.)(?:example\.(?:com|net|org)|example|test|invalid|localhost|local|internal|lan|home\.arpa)$/;

/** The certificate of a name on the Internet is from an issuer in the cluster; that of any other name is for a trial. */
const suggested = (draft: Draft): Suggestion =>
  NOT_PUBLIC.test(String(draft.get('hostname') ?? ''))
    ? { value: 'selfSigned', reason: `no public authority issues certificates for ${draft.get('hostname')}` }
    : { value: 'issuer', reason: 'cert-manager renews the certificate' };

const SUMMARY = 'see its answers';

/** Where the certificate comes from. */
export const tls: Topic = {
  id: 'tls',
  title: 'Certificate',
  keys: ['tls', 'http3'],
  summary: (draft) => {
    const { issuer, secret, acme } = (draft.get('tls') ?? {}) as Record<string, unknown>;
    if (draft.get('tls.selfSigned') === true) return 'self-signed, for a trial: clients do not trust it';
    if (acme !== undefined) return "Let's Encrypt, with a new ClusterIssuer";
    if (typeof issuer === 'string') return `cert-manager ClusterIssuer ${issuer}`;
    return typeof secret === 'string' ? `Secret ${secret}` : SUMMARY;
  },
  next: (draft) => {
    if (draft.notes.get('?tls.given') === true) return undefined;
    const from = draft.notes.get('?tls');
    return firstOpen(draft, [
      {
        id: '?tls',
        kind: 'select',
        recommended: true,
        suggestion: suggested(draft),
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
        // Whoever chooses an issuer is asked for its name.
        recommended: draft.defaulted.has('?tls'),
        message: 'What is the name of the ClusterIssuer?',
        suggestion: { value: 'letsencrypt-prod', reason: 'a common name' },
      },
      from === 'acme' && {
        id: 'tls.acme.email',
        kind: 'text',
        message: "Which email address does Let's Encrypt notify?",
        example: 'such as platform@example.com',
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
