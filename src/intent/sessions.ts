import type { Answers } from '../answers/schema/answers-schema.ts';
import { backendsOf } from '../answers/schema/service-schema.ts';
import { kindOf } from '../auth/kinds.ts';
import { type Backend, isExternal } from '../values/backend-address.ts';
import { acceptedBy } from './variants.ts';

/**
 * Which backends must not receive the cookies of a login. A browser sends them to every path of the host, and a server that
 * receives all of them can use the session. They reach the namespaces of the services behind the login and of the Gateway,
 * but no external server, no other namespace and no team. Envoy Gateway 1.9 cannot remove a single cookie, so the whole
 * Cookie header is removed.
 */
export const sessionsOf = (answers: Answers, namespace: string, ofTeam: boolean): ((backend: Backend) => boolean) => {
  const isLogin = (name: string): boolean => {
    const m = answers.auth?.methods?.[name];
    return m !== undefined && kindOf(m).session(m);
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
