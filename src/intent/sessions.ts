import { hostPlan } from '../answers/hosts.ts';
import type { Answers } from '../answers/schema/answers-schema.ts';
import { backendsOf, type ServiceAnswer } from '../answers/schema/service-schema.ts';
import { kindOf } from '../auth/kinds.ts';
import { type Backend, isExternal } from '../values/backend-address.ts';
import { ANY_HOST } from '../values/host-patterns.ts';
import { acceptedBy } from './variants.ts';

type Predicate = (backend: Backend) => boolean;

/**
 * Which backends of a service must not receive the cookies of a login. A browser sends them to every path of the host, and a
 * server that receives all of them can use the session. They reach the namespaces of the services behind the login and of the
 * Gateway, but no external server, no other namespace and no team. Envoy Gateway 1.9 cannot remove a single cookie, so the whole
 * Cookie header is removed. On hosts without a login there are no such cookies.
 */
export const sessionsOf = (
  answers: Answers,
  namespace: string,
  ofTeam: boolean,
): ((service: ServiceAnswer) => Predicate) => {
  const isLogin = (name: string): boolean => {
    const m = answers.auth?.methods?.[name];
    return m !== undefined && kindOf(m).session(m);
  };
  const none: Predicate = () => false;
  // Only the platform has logins; its services are not in a team's answers.
  if (ofTeam) {
    const all: Predicate = () => Object.keys(answers.auth?.methods ?? {}).some(isLogin);
    return () => all;
  }
  const behindLogin = answers.services.filter((s) => acceptedBy(s, answers).some(isLogin));
  if (behindLogin.length === 0) return () => none;
  const trusted = new Set([
    namespace,
    ...behindLogin.flatMap(backendsOf).flatMap((b) => (isExternal(b) ? [] : [b.namespace ?? namespace])),
  ]);
  const untrusted: Predicate = (b) => isExternal(b) || !trusted.has(b.namespace ?? namespace);
  const plan = hostPlan(answers);
  const hosts = new Set(behindLogin.flatMap((s) => plan.of(s)));
  const domains = Object.values(answers.auth?.methods ?? {}).flatMap((m) =>
    m.type === 'oidc' && m.cookieDomain !== undefined ? [m.cookieDomain] : [],
  );
  const getsCookies = (host: string): boolean =>
    hosts.has(host) || domains.some((d) => host === ANY_HOST || host.replace('*.', '') === d || host.endsWith(`.${d}`));
  return (s) => (plan.of(s).some(getsCookies) ? untrusted : none);
};
