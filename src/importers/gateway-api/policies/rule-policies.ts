// What the policies of one rule mean, without those of other routes of its service.
import type { EffectivePolicy } from '../../../effective/requests/effective-policy.ts';
import type { RuleSettings } from '../../../effective/requests/rule-settings.ts';
import type { NeutralAuth, Part } from '../../neutral/neutral.ts';
import type { SourceNode } from '../../source/source-node.ts';
import type { RoutePolicies, SourceView } from '../views.ts';
import { securityOfPolicy } from './access/security-of-policy.ts';
import { extensionsOfPolicy } from './extensions-of-policy.ts';
import { serviceOfRoute } from './own/own-routes.ts';
import { reach } from './reached-policies.ts';
import { trafficOfPolicy } from './traffic/traffic-of-policy.ts';
import { Unsaid } from './unsaid.ts';

/** The policies of a rule. `rule` is what is asked about if there is no authentication. */
export const rulePolicies = (view: SourceView, settings: RuleSettings, rule: SourceNode | undefined): RoutePolicies => {
  const { security, traffic, extension } = settings;
  reach(view, security, traffic, extension);
  const unstated: NeutralAuth = { is: 'unstated', from: rule ? [rule] : [] };
  const access = security
    ? securityOfPolicy(view, security, serviceOfRoute(settings.route))
    : { auth: unstated, parts: [] };
  const protocol = settings.route.kind === 'GRPCRoute' ? 'grpc' : 'http';
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
