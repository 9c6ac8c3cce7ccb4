import { isExternal } from '../../values/backend-address.ts';
import { DEFAULTS } from '../../values/defaults.ts';
import { hostPlan } from '../hosts.ts';
import type { Answers } from '../schema/answers-schema.ts';
import { methodNames, UNDECIDED } from '../schema/auth-schema.ts';
import { backendsOf, type ServiceAnswer } from '../schema/service-schema.ts';
import { type Found, found, type Rule } from './rule.ts';

/** HTTPRoute.spec.rules, maxItems; matches of all rules together (HTTPRoute CEL). */
const [MOST_RULES, MOST_MATCHES] = [16, 127];

/** Maximum number of routes of a service's paths; they are named users, users-2, users-3. */
const mostPieces = (paths: number, s: ServiceAnswer, parts: number): number => {
  // cors adds OPTIONS; a rewritten path has a rule for each method, a canary's header one more.
  const methods = s.methods ? s.methods.length + 1 : 1;
  const rewritten = s.rewrite !== undefined || backendsOf(s).some((b) => isExternal(b) && b.prefix);
  const twice = s.canary?.header ? 2 : 1;
  const rules = paths * (rewritten ? methods : 1) * twice;
  const matches = paths * methods * twice;
  const pieces =
    rules <= MOST_RULES && matches <= MOST_MATCHES ? 1 : Math.ceil(rules / MOST_RULES) + Math.ceil(matches / 64);
  return pieces * parts;
};

/** The other service one of whose routes has this name: users-public, users-partners, users-2, users-public-2. */
const ownerOf = (
  name: string,
  services: readonly ServiceAnswer[],
  indexes: ReadonlyMap<string, number>,
  auth: Answers['auth'],
  partsOf: (s: ServiceAnswer) => number,
): string | undefined => {
  const numbered = /^(.+)-([1-9]\d{0,4})$/.exec(name);
  for (const [base, piece] of [[name, 1] as const, ...(numbered ? [[numbered[1]!, Number(numbered[2])] as const] : [])])
    for (const suffix of ['', 'public', ...Object.keys(auth?.methods ?? {})]) {
      const owner = suffix === '' ? base : base.endsWith(`-${suffix}`) ? base.slice(0, -suffix.length - 1) : undefined;
      const s = owner === undefined || owner === name ? undefined : services[indexes.get(owner) ?? -1];
      if (!s) continue;
      const accepted = methodNames(s.auth ?? auth?.default);
      const made = suffix === '' || (suffix === 'public' ? (s.public?.length ?? 0) > 0 : accepted.includes(suffix));
      const paths = suffix === 'public' ? (s.public?.length ?? 0) : s.paths.length;
      if (made && (piece === 1 ? suffix !== '' : piece <= mostPieces(paths, s, partsOf(s)))) return s.name;
    }
  return undefined;
};

/** Checks that names are unique and that no service has the generated name of another object. */
export const nameRules: Rule = (answers) => {
  const { services, gateway, auth } = answers;
  const plan = hostPlan(answers);
  // Routes have at most 16 host names; paths that are not served on all hosts divide them further.
  const partsOf = (s: ServiceAnswer): number => (plan.names.length === 1 ? 1 : plan.of(s).length);
  const out: Found[] = [];
  const seen = new Map<string, number>();
  const g = gateway?.name ?? DEFAULTS.gateway.name.value;
  for (const [i, s] of services.entries()) {
    const before = seen.get(s.name);
    if (before !== undefined) out.push(found(['services', i, 'name'], 'DuplicateService', { service: s.name }));
    else seen.set(s.name, i);
    if (
      s.name.startsWith('guard-') ||
      [`${g}-catch-all`, `${g}-http-redirect`, `${g}-not-found`].includes(s.name.replace(/-hosts-\d+$/, ''))
    )
      out.push(found(['services', i, 'name'], 'ReservedName', { name: s.name, of: 'routes' }));
  }
  for (const [name, i] of seen) {
    const owner = ownerOf(name, services, seen, auth, partsOf);
    if (owner !== undefined) out.push(found(['services', i, 'name'], 'NameClash', { name, owner }));
  }
  for (const name of Object.keys(auth?.methods ?? {})) {
    const of =
      name === 'none' || name === UNDECIDED ? name : /^(?:public|guard)(?:-|$)/.test(name) ? 'policies' : undefined;
    if (of !== undefined) out.push(found(['auth', 'methods', name], 'ReservedName', { name, of }));
  }
  return out;
};
