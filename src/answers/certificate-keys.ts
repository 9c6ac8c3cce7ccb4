/** Where the certificate of a gateway comes from, as keys of `tls`; exactly one of them is set. */
export const CERTIFICATE_KEYS = ['issuer', 'secret', 'selfSigned', 'attached', 'terminatedByLoadBalancer'] as const;
