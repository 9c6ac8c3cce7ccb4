// Same fault, another word: for each code of ours, the reasons of Envoy Gateway that it names. A code that is a reason needs no row.
// `Invalid` is the reason of nearly everything that is wrong with a policy: write it with what the message says, ['Invalid', /regular expression/].
// Each topic has a block of its own.
export const WORDS = {
  // admission and references
  DuplicateObject: ['Conflicted'],
  FilterNotFound: ['BackendNotFound', 'UnsupportedValue', 'UnsupportedRefValue', 'InvalidBackendFilters'],
  ExtensionDisabled: ['Disabled', 'Invalid', 'UnsupportedValue', 'InvalidBackendRef'],
  NoSectionName: ['TargetNotFound'],
  RefNotPermitted: ['Invalid', 'InvalidCertificateRef', 'InvalidBackendRef', 'InvalidClientCertificateRef', 'PartiallyInvalidCertificateRef'],
  BackendNotFound: ['Invalid', 'PortNotFound', 'InvalidParameters'],
  InvalidCertificateRef: ['PartiallyInvalidCertificateRef'],
  // listeners
  Conflicted: ['HostnameConflict', 'ProtocolConflict'],
  // routes
  // policies
  LocalLimitUnits: [['Invalid', /multiple of the default limit unit/]],
  // backends and TLS
  InvalidBackendAddress: ['InvalidAddress', ['Invalid', /The Backend was not accepted/]],
  InvalidBackendRef: [['Invalid', /The Backend was not accepted/]],
  // Envoy Gateway sets ResolvedRefs beside Accepted for one fault.
  NoValidCACertificate: ['InvalidCACertificateRef', 'InvalidKind'],
}; // biome-ignore format: rows
