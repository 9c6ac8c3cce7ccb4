// Plugins that restrict access: acl, ip-restriction, and everything that may restrict it.

import { said } from '../report/ledger.ts';
import type { SourceNode } from '../source/source-node.ts';
import { networkOf } from '../spelling/networks.ts';
import type { KongGroup, KongPlugin } from './kong-config.ts';
import { clientName, clientsOf, membersOf } from './kong-consumers.ts';
import { type Draft, dropped, shownRoute, textsOf } from './kong-draft.ts';

/** Makes the service undecided because of a restriction. The keys of services are not known yet: `auth` of them names the same value again. */
export const undecide = ({ undecided, route, ledger }: Draft, node: SourceNode, what: string): undefined => {
  const why = said('AuthUndecided', { route: shownRoute(route), what });
  undecided.push({ what, from: [node], said: why });
  ledger.add(node, why);
};

export const ipRestriction = (draft: Draft, { config, node }: KongPlugin): undefined => {
  for (const key of ['allow', 'deny', 'whitelist', 'blacklist']) {
    const list = textsOf(config.get(key));
    if (list.length === 0) continue;
    const target = key === 'allow' || key === 'whitelist' ? 'allow.cidrs' : 'deny.cidrs';
    const networks = list.map((t) => networkOf(t.text));
    if (networks.includes(undefined) || draft.parts.get(target))
      return undecide(draft, node, `ip-restriction with ${key}`);
    draft.parts.set(target, networks, [config.get(key)]);
  }
  dropped(draft.ledger, config.get('status'), 'status of ip-restriction', 'Other addresses get 403.');
  dropped(
    draft.ledger,
    config.get('message'),
    'message of ip-restriction',
    'Responses with 403 have the body of errors.',
  );
  return undefined;
};

/** Groups become lists of clients. Only API keys have clients. */
export const acl = (draft: Draft, { config, node }: KongPlugin): undefined => {
  const { auth, parts, ledger } = draft;
  const [allow, deny] = [config.get('allow'), config.get('deny')].map((n) => (n.exists ? n : undefined));
  const allowed = allow ?? config.get('whitelist');
  const denied = deny ?? config.get('blacklist');
  const isKey =
    auth.is === 'methods' && auth.methods.every((m) => m.parts.some((p) => p.key === 'type' && p.value === 'apiKey'));
  // Two consumers with one name as a client: a person distinguishes them.
  const names = clientsOf(draft.config).map(clientName);
  const isDistinct = new Set(names).size === names.length;
  if (!isKey || !isDistinct || (allowed.exists && denied.exists) || config.get('always_use_authenticated_groups').flag)
    return undecide(draft, node, 'acl');
  const groups = new Set(textsOf(allowed.exists ? allowed : denied).map((t) => t.text));
  // Consumer groups count only if the plugin says so.
  const isMember = (g: KongGroup): boolean => !g.isOfConsumers || config.get('include_consumer_groups').flag === true;
  const members = membersOf(draft.config, groups, isMember);
  const clients = clientsOf(draft.config).filter((c) => members.includes(c) === allowed.exists);
  if (clients.length === 0) return undecide(draft, node, 'acl with groups that no consumer with a key has');
  parts.set(
    'allow.clients',
    [...new Set(clients.map(clientName))],
    [allowed, denied].filter((n) => n.exists),
  );
  for (const c of members)
    for (const g of c.groups) if (groups.has(g.name) && isMember(g)) ledger.carried(g.node, 'allow.clients');
  if (config.get('include_consumer_groups').flag)
    ledger.carried(config.get('include_consumer_groups'), 'allow.clients');
  else ledger.noEffect(config.get('include_consumer_groups'));
  ledger.noEffect(config.get('hide_groups_header'), config.get('always_use_authenticated_groups'));
  return undefined;
};
