import type { AuthMethod } from '../../auth/kinds.ts';
import type { Answers } from '../schema/answers-schema.ts';
import { methodNames } from '../schema/auth-schema.ts';
import type { ServiceAnswer } from '../schema/service-schema.ts';

/**
 * The methods that a service accepts, by name. Names without a method are skipped here and reported as UnknownMethod, including
 * names such as `constructor`, which every object has.
 */
export const acceptedMethods = (
  s: Pick<ServiceAnswer, 'auth'>,
  auth: Answers['auth'],
): (readonly [name: string, method: AuthMethod])[] => {
  const methods = auth?.methods ?? {};
  return methodNames(s.auth ?? auth?.default).flatMap((n) =>
    Object.hasOwn(methods, n) ? [[n, methods[n]!] as const] : [],
  );
};
