import type { Intent } from '../../model/intent.ts';
import type { Stage } from '../../stages.ts';

/** Where the ClientTrafficPolicy is: before the routes where clients need certificates. */
export const clientFile = ({ client }: Intent): Stage => (client.clientAuth ? 'gateway' : 'clientTrafficPolicy');
