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
  ],
  BackendNotFound: [
    ['Invalid', /(service|serviceimport|backend) \S+ not found/i],
    ['InvalidParameters', /(service|backend) \S+ not found/i],
  ],
  InvalidCertificateRef: ['PartiallyInvalidCertificateRef'],
  // listeners
  Conflicted: ['HostnameConflict', 'ProtocolConflict'],
  // routes
  // policies
  LocalLimitUnits: [['Invalid', /multiple of the default limit unit/]],
  SeveralDefaultLimits: [['Invalid', /more than one rule without clientSelectors/]],
  DuplicateKeyValue: [['Invalid', /duplicated API key/]],
  SecretNotFound: [['Invalid', /secret \S+ does not exist/]],
  ConfigMapNotFound: [['Invalid', /find the referenced configmap|ConfigMap \S+ not found/]],
  KeyNotFound: [['Invalid', /find the key|not found in secret|must contain a non-empty|missing \S+ key|expected keys|no other data found/]],
  InvalidSetting: [['Invalid', /out of range|invalid BufferLimit|below the minimum|Invert is not applicable|regex|CIDR|issuer|JWKS|redirect URL|token endpoint|htpasswd|for TCP|PassThroughAuthHeader|ForwardIDToken|requestBuffer|operator|dynamic resolver|multiple endpoint types|Interval|TableSize|provider name/]],
  SecretRefUnsupported: [['Invalid', /secret ref (kind|group)/]],
  GeoIpIncomplete: [['Invalid', /clientIPGeoLocations/]],
  InvalidLua: [['Invalid', /Lua/]],
  MergedPolicyInvalid: ['Invalid'],
  PatchTargetInvalid: [['Invalid', /TargetRef/]],
  TargetUnsupported: [['Invalid', /does not support targeting/]],
  UnregisteredModule: [['Invalid', /not registered/]],
  PortNotFound: [['Invalid', /Port \d+ not found/i]],
  UnsupportedValue: [['Invalid', /ExternalName|Backend is disabled/]],
  EndpointsNotFound: [['Invalid', /no ready endpoints/]],
  // backends and TLS
  InvalidBackendAddress: ['InvalidAddress', ['Invalid', /The Backend was not accepted/]],
  InvalidBackendRef: [['Invalid', /The Backend was not accepted/]],
  // Envoy Gateway sets ResolvedRefs beside Accepted for one fault.
  NoValidCACertificate: ['InvalidCACertificateRef', 'InvalidKind'],
}; // biome-ignore format: rows
