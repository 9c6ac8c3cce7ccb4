import type { Intent } from '../model/intent.ts';

const ACME_STAGING = /acme-staging/;

/** Whether the certificate comes from an issuer of a trial, which no client trusts. */
export const isUntrusted = ({ certificate }: Pick<Intent, 'certificate'>): boolean =>
  certificate.from === 'issuer' &&
  (certificate.emit?.type === 'selfSigned' ||
    (certificate.emit?.type === 'acme' && ACME_STAGING.test(certificate.emit.server)));

/** Whether clients have to show a certificate. */
export const asksCertificates = ({ client }: Pick<Intent, 'client'>): boolean =>
  client.clientAuth !== undefined && !client.clientAuth.optional;

/** What has to follow `validate.sh` for these answers, with a space before it; nothing where it passes without. */
export const validateOptions = (intent: Pick<Intent, 'certificate' | 'client'>): string =>
  [
    ...(isUntrusted(intent) ? [' --insecure'] : []),
    ...(asksCertificates(intent) ? [' --client-cert client.crt --client-key client.key'] : []),
  ].join('');
