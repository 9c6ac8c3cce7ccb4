import type { ExternalBackend } from '../values/backend-address.ts';
import { slug } from './object-names.ts';

/** Name of the Backend object of an external server: one for each host, port, server name and scheme. */
export const externalName = (b: Pick<ExternalBackend, 'host' | 'port' | 'serverName' | 'clear'>): string => {
  const host = b.serverName === undefined ? b.host : `${b.serverName}-${b.host}`;
  // A Backend without TLS is never that of another answer with TLS, such as the keys of a token.
  const scheme = b.clear === undefined ? '' : `-${b.clear}`;
  return slug(b.port === 443 && scheme === '' ? host : `${host}-${b.port}${scheme}`);
};
