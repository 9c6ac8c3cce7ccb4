import type { Intent } from '../../model/intent.ts';
import type { Stage } from '../../stages.ts';

/** The file of the ClientTrafficPolicy: one before the routes if it requires client certificates. */
export const clientFile = ({ client }: Intent): Stage => (client.clientAuth ? 'gateway' : 'clientTrafficPolicy');
