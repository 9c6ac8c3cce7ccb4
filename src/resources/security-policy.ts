import { kindOfIntent } from '../auth/kinds.ts';
import type { SecurityPolicy } from '../crds/types/index.ts';
import { DENIED_NETWORKS } from '../model/fixed-names.ts';
import type { AllowRule, CorsIntent, Intent, RouteIntent, SecurityIntent } from '../model/intent.ts';
import { guardsPlace } from '../objects/guards-place.ts';
import { defined, ENVOY_GATEWAY, meta, note, resource, some } from '../objects/make.ts';
import type { Note, Resource } from '../objects/resource.ts';
import { targetsOf } from '../objects/target-refs.ts';
import { groupBy } from '../values/group-by.ts';
import { ACCESS } from './notes/access-notes.ts';

type Spec = NonNullable<SecurityPolicy['spec']>;

type Rule = NonNullable<NonNullable<Spec['authorization']>['rules']>[number];
type Principal = NonNullable<Rule['principal']>;

const ruleOf = (rule: AllowRule): Rule => {
  const principal = defined<Principal>({
    clientCIDRs: some(rule.cidrs),
    jwt:
      rule.jwt &&
      defined<NonNullable<Principal['jwt']>>({
        provider: rule.jwt.provider,
        scopes: some(rule.jwt.scopes),
        claims: some(
          rule.jwt.claims.map(({ claim, values, type }) => ({ name: claim, valueType: type, values: [...values] })),
        ),
      }),
    headers: rule.header && [{ name: rule.header.name, values: [...rule.header.values] }],
  });
  return defined({
    name: rule.name,
    action: 'Allow' as const,
    cel: rule.cel,
    principal: Object.keys(principal).length > 0 ? principal : undefined,
  });
};

/** The first rule that matches decides, so networks without access are first. */
const denial = ({ denied }: SecurityIntent): Rule[] =>
  denied.length > 0 ? [{ name: DENIED_NETWORKS, action: 'Deny', principal: { clientCIDRs: [...denied] } }] : [];

const cors = (c: CorsIntent | undefined): Spec['cors'] | undefined =>
  c &&
  defined({
    allowOrigins: [...c.origins],
    allowMethods: [...c.methods],
    allowHeaders: some(c.headers),
    exposeHeaders: some(c.exposeHeaders),
    maxAge: c.maxAge,
    allowCredentials: c.credentials || undefined,
  });

const notesOf = (s: SecurityIntent, intent: Intent): Note[] => {
  return [
    note('why', s.why),
    note('why', ACCESS.byLabel, 'spec', 'targetSelectors'),
    ...s.auth.flatMap((a) =>
      intent.secrets
        .filter((x) => a.secrets.includes(x.name))
        .map((x) =>
          note(
            'todo',
            ACCESS.secret(x.name, x.type, x.keys.map(([k, holds]) => `${k}: ${holds}`).join(', '), x.command),
            'spec',
            kindOfIntent(a).field,
          ),
        ),
    ),
    ...s.auth.flatMap((a) => kindOfIntent(a).notes(a)),
    ...(s.denied.length > 0 ? [note('why', ACCESS.denied, 'spec', 'authorization', 'rules')] : []),
    ...(s.defaultAction === 'Deny' && (s.auth.length > 0 || !s.extended)
      ? [note('why', ACCESS.authorization, 'spec', 'authorization')]
      : []),
    ...(s.extended ? [note('why', ACCESS.extensions, 'spec', 'authorization')] : []),
  ];
};

/** The kinds' own fields of the policy, and nothing for a public one. */
const authentication = ({ auth }: SecurityIntent, { gateway, namespace }: Intent): Spec =>
  Object.fromEntries(
    auth.map((a) => {
      const { field, spec } = kindOfIntent(a);
      return [field, spec(a, { gateway: gateway.namespace, policies: namespace })];
    }),
  );

/**
 * A policy that would let requests in without authentication, although the answers name a method, is an internal error: it must
 * never be written.
 */
const refuseOpen = (
  s: SecurityIntent,
  spec: Spec,
  routes: readonly RouteIntent[],
  closed: ReadonlySet<string>,
): void => {
  const open = (why: string): never => {
    throw new Error(`SecurityPolicy ${s.name} would allow requests without authentication: ${why}`);
  };
  const guarded = routes.find((r) => r.methods.length > 0 || (r.role !== 'public' && closed.has(r.service)));
  if (guarded && s.auth.length === 0) open(`route ${guarded.name} accepts methods, and the policy has none`);
  if (s.auth.length === 0) return;
  const fields = s.auth.map((a) => kindOfIntent(a).field);
  for (const field of fields) if (Object.keys(spec[field] ?? {}).length === 0) open(`nothing is in ${field}`);
  if (new Set(fields).size < fields.length) open('two methods use the same field');
  if (s.defaultAction !== 'Deny' || s.rules.length === 0) open('it does not deny by default');
  if (s.rules.some((r) => r.cel === undefined && r.jwt === undefined && r.header === undefined))
    open('a rule requires no success of a method');
};

/** One SecurityPolicy for each of the model, complete in itself: nothing relies on merging. */
export const securityPolicies = (intent: Intent): Resource[] => {
  const closed = new Set(intent.services.filter((s) => s.auth.length > 0 && !s.authOptional).map((s) => s.name));
  const routes = groupBy(intent.routes, (r) => r.security);
  return intent.security.map((s) => {
    const spec: Spec = {
      ...targetsOf(intent, s.targets),
      ...defined({
        cors: cors(s.cors),
        ...authentication(s, intent),
        authorization: defined({ defaultAction: s.defaultAction, rules: some([...denial(s), ...s.rules.map(ruleOf)]) }),
      }),
    };
    refuseOpen(s, spec, routes.get(s.name) ?? [], closed);
    const object: SecurityPolicy = {
      apiVersion: ENVOY_GATEWAY,
      kind: 'SecurityPolicy',
      metadata: meta(intent, s.name),
      spec,
    };
    const { stage, owner } = s.early ? guardsPlace(intent) : { stage: 'securityPolicies' as const, owner: s.owner };
    return resource(stage, owner, object, notesOf(s, intent));
  });
};
