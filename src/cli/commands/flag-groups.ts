/** Headings of `--help-all` for the flags of answers, by the first part of their key, in the order of the schema. */
const GROUPS: readonly (readonly [heading: string, keys: readonly string[]])[] = [
  ['Hosts', ['hostname', 'hostnames', 'anyHostReason']],
  ['Gateway and load balancer', ['gateway']],
  ['Sizes and placement of the proxies', ['proxy']],
  ['Envoy Gateway', ['envoyGateway']],
  ['Certificates, TLS and HTTP/3', ['tls', 'http3']],
  ['What the gateway answers itself, streams', ['redirects', 'responses', 'maintenance', 'streams']],
  ['Authentication and denied networks', ['auth', 'deny']],
  ['Rate limits', ['rateLimit']],
  ['Headers, traffic, bodies and CORS', ['transform', 'traffic', 'maxRequestBody', 'compression', 'cors', 'errors']],
  ['Logs, metrics and traces', ['observability']],
  ['Platform, network, mesh and secrets', ['platform', 'network', 'mesh', 'secrets']],
  ['Teams and delivery', ['layout', 'owners', 'delivery']],
  ['Patches, own manifests, suppressions', ['manifests', 'patches', 'suppress']],
];

/** The heading for the flag of a key. A new topic without a heading is an error, which `test/cli/help.test.ts` finds. */
export const headingOf = (key: string): string => {
  const top = key.split('.')[0]!;
  return `${GROUPS.find(([, keys]) => keys.includes(top))?.[0] ?? 'Other answers'}:`;
};

/** Answers that `--help` shows, in one group and with short texts: those of a first gateway. `--help-all` shows all. */
export const COMMON: Readonly<Record<string, string>> = {
  hostname: 'The host name that clients call.',
  'auth.default': 'How clients authenticate: a method, or none.',
  'rateLimit.limits': 'Limits of each client, such as 100/minute.',
  'tls.issuer': 'The ClusterIssuer of cert-manager.',
  'tls.secret': 'An existing Secret with the certificate.',
  'tls.selfSigned': 'A certificate for tests only.',
};
