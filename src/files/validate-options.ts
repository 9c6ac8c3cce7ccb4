import type { Intent } from '../model/intent.ts';

const ACME_STAGING = /acme-staging/;

/** Whether the certificate is for trials, so that no client trusts it. */
export const isUntrusted = ({ certificate }: Pick<Intent, 'certificate'>): boolean =>
  certificate.from === 'issuer' &&
  (certificate.emit?.type === 'selfSigned' ||
    (certificate.emit?.type === 'acme' && ACME_STAGING.test(certificate.emit.server)));

/** Whether clients must present a certificate. */
export const asksCertificates = ({ client }: Pick<Intent, 'client'>): boolean =>
  client.clientAuth !== undefined && !client.clientAuth.optional;

/** The options that `validate.sh` needs for these answers, with a space in front; empty if it needs none. */
export const validateOptions = (intent: Pick<Intent, 'certificate' | 'client'>): string =>
  [
    ...(isUntrusted(intent) ? [' --insecure'] : []),
    ...(asksCertificates(intent) ? [' --client-cert client.crt --client-key client.key'] : []),
  ].join('');
