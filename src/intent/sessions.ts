import type { Answers } from '../answers/schema/answers-schema.ts';
import { backendsOf } from '../answers/schema/service-schema.ts';
import { kindOf } from '../auth/kinds.ts';
import { type Backend, isExternal } from '../values/backend-address.ts';
import { acceptedBy } from './variants.ts';

/**
 * Who must not see the cookies of a login. A browser sends them to every path of the host, and who has them all is logged in; so
 * they reach the namespaces of the login's own services and of the Gateway, and no server outside, no other namespace, no team.
 * Envoy Gateway 1.9 cannot remove one cookie from a request, so the whole Cookie header goes.
 */
export const sessionsOf = (answers: Answers, namespace: string, ofTeam: boolean): ((backend: Backend) => boolean) => {
  const isLogin = (name: string): boolean => {
    const m = answers.auth?.methods?.[name];
    return m !== undefined && kindOf(m).login;
  };
  // Only the platform has logins; its services are not in a team's answers.
  if (ofTeam) return Object.keys(answers.auth?.methods ?? {}).some(isLogin) ? () => true : () => false;
  const behindLogin = answers.services.filter((s) => acceptedBy(s, answers).some(isLogin));
  if (behindLogin.length === 0) return () => false;
  const trusted = new Set([
    namespace,
    ...behindLogin.flatMap(backendsOf).flatMap((b) => (isExternal(b) ? [] : [b.namespace ?? namespace])),
  ]);
  return (b) => isExternal(b) || !trusted.has(b.namespace ?? namespace);
};
