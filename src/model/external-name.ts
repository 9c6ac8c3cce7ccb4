import type { ExternalBackend } from '../values/backend-address.ts';
import { slug } from './object-names.ts';

/** Name of the Backend object of an external server: one for each host and port. */
export const externalName = (b: Pick<ExternalBackend, 'host' | 'port'>): string =>
  slug(b.port === 443 ? b.host : `${b.host}-${b.port}`);
