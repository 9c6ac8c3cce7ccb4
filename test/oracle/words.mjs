// Same fault, another word: for each code of ours, the reasons of Envoy Gateway that it names. A code that is a reason needs no row.
// `Invalid` is the reason of nearly everything that is wrong with a policy: write it with what the message says, ['Invalid', /regular expression/].
// Each topic has a block of its own.
export const WORDS = {
  // references
  FilterNotFound: [
    'InvalidBackendFilters',
    ['UnsupportedValue', /HTTPRouteFilter: \S+|not found for filter type/],
    ['BackendNotFound', /filter/i],
  ],
  ExtensionDisabled: ['Disabled', ['Invalid', /disabled|not enabled/], ['UnsupportedValue', /disabled|not enabled/]],
  NoSectionName: ['TargetNotFound'],
  RefNotPermitted: [
    ['Invalid', /ReferenceGrant/],
    ['InvalidCertificateRef', /ReferenceGrant/],
    ['PartiallyInvalidCertificateRef', /ReferenceGrant/],
    ['InvalidClientCertificateRef', /ReferenceGrant/],
    ['InvalidBackendRef', /ReferenceGrant/],
    ['InvalidParameters', /ReferenceGrant/],
  ],
  BackendNotFound: [
    ['Invalid', /(service|serviceimport|backend) \S+ not found/i],
    ['InvalidParameters', /(service|backend) \S+ not found/i],
  ],
  InvalidCertificateRef: ['PartiallyInvalidCertificateRef'],
  // listeners
  // One fault of the Gateway is reported on the Gateway and, with two reasons, on each listener.
  InvalidCACertificateRef: ['InvalidCACertificateKind', 'NoValidCACertificate', ['InvalidParameters', /CA certs/]],
  Conflicted: ['HostnameConflict', 'ProtocolConflict'],
  // routes
  // policies
  // backends and TLS
  InvalidBackendAddress: ['InvalidAddress', ['Invalid', /The Backend was not accepted/]],
  InvalidBackendRef: [['Invalid', /The Backend was not accepted/]],
  // Envoy Gateway sets ResolvedRefs beside Accepted for one fault.
  NoValidCACertificate: ['InvalidCACertificateRef', 'InvalidKind'],
}; // biome-ignore format: rows
