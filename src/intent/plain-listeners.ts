import type { ServiceAnswer } from '../answers/schema/service-schema.ts';
import { HTTP_LISTENER } from '../model/fixed-names.ts';

/** The listener without TLS, if clients may call the service there. */
export const alsoPlain = ({ plainHttp }: Pick<ServiceAnswer, 'plainHttp'>): string[] =>
  plainHttp === undefined ? [] : [HTTP_LISTENER];
