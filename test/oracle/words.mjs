// Same fault, another word: for each code of ours, the reasons of Envoy Gateway that it names. A code that is a reason needs no row.
// Each topic has a block of its own.
export const WORDS = {
  // admission and references
  DuplicateObject: ['Conflicted'],
  FilterNotFound: ['BackendNotFound', 'UnsupportedValue', 'UnsupportedRefValue'],
  ExtensionDisabled: ['Disabled', 'Accepted', 'UnsupportedValue', 'InvalidBackendRef'],
  NoSectionName: ['TargetNotFound'],
  RefNotPermitted: ['Invalid', 'InvalidCertificateRef', 'InvalidBackendRef', 'InvalidClientCertificateRef', 'PartiallyInvalidCertificateRef'],
  BackendNotFound: ['Invalid', 'PortNotFound', 'InvalidParameters'],
  InvalidCertificateRef: ['PartiallyInvalidCertificateRef'],
  // listeners
  Conflicted: ['HostnameConflict', 'ProtocolConflict'],
  // routes
  // policies
  // backends and TLS
}; // biome-ignore format: rows
