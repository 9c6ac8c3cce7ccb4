// Names that other gateways and standards have for keys of the answers.

/** By the name in lowercase letters: the key, or the key with its value. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  aud: 'audiences',
  cert: 'tls',
  certificate: 'tls',
  destination: 'backend',
  domain: 'hostname',
  domains: 'hostnames',
  fqdn: 'hostname',
  grpc: 'protocol: grpc',
  host: 'hostname',
  hosts: 'hostnames',
  iss: 'issuer',
  jwksuri: 'jwks',
  jwksurl: 'jwks',
  prefix: 'path',
  pathprefix: 'path',
  ssl: 'tls',
  target: 'backend',
  upstream: 'backend',
  uri: 'path',
  websocket: 'protocol: websocket',
  websockets: 'protocol: websocket',
  ws: 'protocol: websocket',
};

/** What an object with these keys has for a key of another name: a key, or a key with its value. */
export const otherName = (key: string, known: readonly string[]): string | undefined => {
  const name = key.toLowerCase().replaceAll(/[-_]/g, '');
  const other = Object.hasOwn(OTHER_NAMES, name) ? OTHER_NAMES[name] : undefined;
  return other !== undefined && known.includes(other.split(':')[0]!) ? other : undefined;
};
