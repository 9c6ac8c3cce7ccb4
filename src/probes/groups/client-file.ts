import type { Intent } from '../../model/intent.ts';

/** Where the ClientTrafficPolicy is: before the routes where it asks clients for certificates. */
export const clientFile = ({ client }: Intent): string =>
  client.clientAuth ? '20-gateway.yaml' : '70-clienttrafficpolicy.yaml';
