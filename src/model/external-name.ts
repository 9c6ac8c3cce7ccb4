import type { ExternalBackend } from '../values/backend-address.ts';
import { slug } from './object-names.ts';

/** Name of the Backend object of an external server: one for each host, port and server name. */
export const externalName = (b: Pick<ExternalBackend, 'host' | 'port' | 'serverName'>): string => {
  const host = b.serverName === undefined ? b.host : `${b.serverName}-${b.host}`;
  return slug(b.port === 443 ? host : `${host}-${b.port}`);
};
