import type { Intent } from '../../model/intent.ts';

/** The file of the ClientTrafficPolicy: one before the routes if it requires client certificates. */
export const clientFile = ({ client }: Intent): string =>
  client.clientAuth ? '20-gateway.yaml' : '70-clienttrafficpolicy.yaml';
