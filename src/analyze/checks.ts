// Every check, in the order of its findings.
import { challenges } from './behaviour/acme-checks.ts';
import { keys } from './behaviour/api-key-checks.ts';
import { policies, routes } from './behaviour/authentication-checks.ts';
import { allMethods, clearTextBackends, fullTracing, ignoredTls, splitFallbacks } from './behaviour/backends-checks.ts';
import { bufferedStreams, compressors } from './behaviour/bodies-checks.ts';
import { backendCas } from './behaviour/ca-checks.ts';
import { ciliumRules } from './behaviour/cilium-checks.ts';
import { trustedHops } from './behaviour/clients-checks.ts';
import { callbacks, endlessTokens, headersAlone, openByDefault, unreachable } from './behaviour/closed-checks.ts';
import { runFirst, unpinnedModules } from './behaviour/extensions-checks.ts';
import { generatedNames } from './behaviour/generated-names-checks.ts';
import { takenOverHosts } from './behaviour/hosts-checks.ts';
import { budgets, identityHeaders, limitKeys } from './behaviour/identity-checks.ts';
import { ignoredCosts, ignoredSelectors, overrides, withoutKey } from './behaviour/limits-checks.ts';
import { catchAll, clearText, clients, extensions, gateways, listenerNames } from './behaviour/listener-checks.ts';
import { cutByListener, rootRewrites } from './behaviour/long-checks.ts';
import { meshPrincipals, meshTokens, strictBackends } from './behaviour/mesh-checks.ts';
import { admitted, peers } from './behaviour/network-checks.ts';
import { wildcardPrefixes } from './behaviour/prefixes-checks.ts';
import { droppedCors, preflights } from './behaviour/preflights-checks.ts';
import { clearTextUnanswered, methods, silentProxies } from './behaviour/redirects-checks.ts';
import { regexes } from './behaviour/regexes-checks.ts';
import { guests } from './behaviour/sharing/guests.ts';
import { owners } from './behaviour/sharing/owners.ts';
import { replaced } from './behaviour/sharing/replaced.ts';
import { percent, retries, weights } from './behaviour/traffic-checks.ts';
import type { Check } from './check.ts';
import { references } from './references/all-references.ts';
import { deprecatedFields } from './versions/deprecated-fields.ts';

/** Checks of how admitted objects behave together. */
export const BEHAVIOUR_CHECKS: readonly Check[] = [
  routes,
  replaced,
  preflights,
  allMethods,
  unreachable,
  openByDefault,
  policies,
  endlessTokens,
  headersAlone,
  callbacks,
  keys,
  identityHeaders,
  limitKeys,
  budgets,
  ignoredSelectors,
  ignoredCosts,
  runFirst,
  unpinnedModules,
  withoutKey,
  overrides,
  gateways,
  generatedNames,
  guests,
  owners,
  catchAll,
  takenOverHosts,
  clearText,
  clearTextUnanswered,
  methods,
  clients,
  silentProxies,
  extensions,
  clearTextBackends,
  ignoredTls,
  splitFallbacks,
  peers,
  admitted,
  ciliumRules,
  strictBackends,
  meshTokens,
  meshPrincipals,
  fullTracing,
  compressors,
  bufferedStreams,
  percent,
  retries,
  weights,
  regexes,
  rootRewrites,
  cutByListener,
  wildcardPrefixes,
  backendCas,
  deprecatedFields,
  listenerNames,
  trustedHops,
  droppedCors,
  challenges,
];

/** All checks. Before output is written, only `references` runs on it. */
export const CHECKS: readonly Check[] = [references, ...BEHAVIOUR_CHECKS];
