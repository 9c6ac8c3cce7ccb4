// What the policies of one rule mean, without those of other routes of its service.
import type { EffectivePolicy } from '../../../effective/requests/effective-policy.ts';
import type { RuleSettings } from '../../../effective/requests/rule-settings.ts';
import type { NeutralAuth, Part } from '../../neutral/neutral.ts';
import type { Ledger } from '../../report/ledger.ts';
import type { SourceNode } from '../../source/source-node.ts';
import type { RoutePolicies, SourceView } from '../source-views.ts';
import { securityOfPolicy } from './access/security-of-policy.ts';
import { extensionsOfPolicy } from './extensions-of-policy.ts';
import { serviceOfRoute } from './own/own-routes.ts';
import { reach } from './reached-policies.ts';
import { trafficOfPolicy } from './traffic/traffic-of-policy.ts';
import { Unsaid } from './unsaid.ts';

const memory = (): WeakMap<Ledger, Map<string, RoutePolicies>> => new WeakMap();

const nameOf = (p: EffectivePolicy | undefined): unknown =>
  p && [p.policy, p.base?.policy].map((o) => o && [o.metadata.namespace, o.metadata.name]);

/** The policies of a rule. `rule` is what is asked about if there is no authentication. */
export const rulePolicies = (view: SourceView, settings: RuleSettings, rule: SourceNode | undefined): RoutePolicies => {
  const { security, traffic, extension, route } = settings;
  reach(view, security, traffic, extension);
  // Thousands of rules can have the same policies, which then mean the same.
  const known = view.snapshot.index(memory).get(view.ledger) ?? new Map<string, RoutePolicies>();
  view.snapshot.index(memory).set(view.ledger, known);
  const replaced = security?.replaced.map((r) => r.policy.metadata.name);
  const key = JSON.stringify([
    route.kind,
    serviceOfRoute(route),
    ...[security, traffic, extension].map(nameOf),
    security?.level,
    replaced,
  ]);
  const found = known.get(key) ?? read(view, settings);
  known.set(key, found);
  return security || found.auth.is !== 'unstated'
    ? found
    : { ...found, auth: { is: 'unstated', from: rule ? [rule] : [] } };
};

const UNSTATED: NeutralAuth = { is: 'unstated', from: [] };

const read = (view: SourceView, { security, traffic, extension, route }: RuleSettings): RoutePolicies => {
  const access = security ? securityOfPolicy(view, security, serviceOfRoute(route)) : { auth: UNSTATED, parts: [] };
  const protocol = route.kind === 'GRPCRoute' ? 'grpc' : 'http';
  const parts = [...access.parts, ...(traffic ? trafficOfPolicy(view, traffic, access.auth, protocol) : [])];
  const extensions = extension ? extensionsOrWhy(view, extension) : [];
  return Array.isArray(extensions)
    ? { auth: access.auth, parts: [...parts, ...extensions] }
    : { auth: extensions as NeutralAuth, parts };
};

/** The extensions of a rule; authentication that cannot be translated, if one of them could be what refuses requests. */
const extensionsOrWhy = (view: SourceView, policy: EffectivePolicy): readonly Part[] | NeutralAuth => {
  try {
    return extensionsOfPolicy(view, policy);
  } catch (e) {
    if (!(e instanceof Unsaid)) throw e;
    const { name } = policy.policy.metadata;
    const from = view.source.from(policy.policy, 'spec');
    return { is: 'untranslatable', what: `${e.what} (EnvoyExtensionPolicy ${name})`, from };
  }
};
