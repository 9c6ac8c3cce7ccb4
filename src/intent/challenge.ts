import { mainHost } from '../answers/hosts.ts';
import type { Answers } from '../answers/schema/answers-schema.ts';
import type { ServiceAnswer } from '../answers/schema/service-schema.ts';
import { CHALLENGES, kindOf } from '../auth/kinds.ts';
import { acceptedBy } from './variants.ts';

/**
 * The WWW-Authenticate values of a 401 for a service, one for each method with a scheme. Empty: keys and logins have no scheme.
 * undefined: an authorizer sends its own challenge, which must not be replaced.
 */
export const challengesOf = (
  s: Pick<ServiceAnswer, 'auth'> | undefined,
  answers: Pick<Answers, 'auth' | 'hostname' | 'hostnames' | 'services'>,
): readonly string[] | undefined => {
  if (s === undefined) return [];
  const kinds = acceptedBy(s, answers)
    .flatMap((name) => answers.auth?.methods?.[name] ?? [])
    .map(kindOf);
  if (kinds.some((k) => k.challenge === 'own')) return undefined;
  const schemes = new Set(kinds.flatMap(({ challenge: c }) => (c && c !== 'own' ? [c.scheme] : [])));
  // A quoted string cannot be broken by a host name.
  return CHALLENGES.filter((scheme) => schemes.has(scheme)).map((scheme) => `${scheme} realm="${mainHost(answers)}"`);
};
