import type { Answers } from '../schema/answers-schema.ts';
import { allowRules } from './allow-rules.ts';
import { attachRules, installRules } from './attach-rules.ts';
import { authRules } from './auth-rules.ts';
import { caRules } from './ca-rules.ts';
import { denyRules } from './deny-rules.ts';
import { experimentRules } from './experiments-rules.ts';
import { extensionRules } from './extensions-rules.ts';
import { gatewayServiceRules } from './gateway-service-rules.ts';
import { headerRules } from './headers-rules.ts';
import { helmValuesRules } from './helm-values-rules.ts';
import { hostRules } from './hosts-rules.ts';
import { limitPartsRules } from './limit-parts-rules.ts';
import { loadBalancerRules } from './load-balancer-rules.ts';
import { loginRules } from './login-rules.ts';
import { mergeRules } from './merge-rules.ts';
import { meshRules } from './mesh-rules.ts';
import { nameRules } from './names-rules.ts';
import { networkRules } from './network-rules.ts';
import { outsideRules } from './outside-rules.ts';
import { ownAnswersRules } from './own-answers-rules.ts';
import { pathRules } from './paths-rules.ts';
import { podRules } from './pods-rules.ts';
import { protocolRules } from './protocols-rules.ts';
import { publicDefaultRules } from './public-default-rules.ts';
import { rateLimitRules } from './rate-limit-rules.ts';
import { reservedHeaderRules } from './reserved-headers-rules.ts';
import { retryRules } from './retries-rules.ts';
import { rewriteRules } from './rewrite-rules.ts';
import type { Found, Rule, TeamView } from './rule.ts';
import { sdsRules } from './sds-rules.ts';
import { serviceRules } from './services-rules.ts';
import { sizeRules } from './sizes-rules.ts';
import { streamRules } from './streams-rules.ts';
import { teamRules } from './team-file-rules.ts';
import { teamsRules } from './teams-rules.ts';
import { terminatedRules } from './terminated-rules.ts';
import { timeoutRules } from './timeouts-rules.ts';
import { tlsRules } from './tls-rules.ts';
import { undecidedRules, withoutOpenDecisions } from './undecided-rules.ts';
import { unverifiedRules } from './unverified-rules.ts';

/** Every rule across answers; the order is the order of topics. */
const RULES: readonly Rule[] = [
  tlsRules,
  terminatedRules,
  protocolRules,
  hostRules,
  gatewayServiceRules,
  loadBalancerRules,
  attachRules,
  installRules,
  mergeRules,
  nameRules,
  pathRules,
  rewriteRules,
  ownAnswersRules,
  experimentRules,
  serviceRules,
  sizeRules,
  podRules,
  timeoutRules,
  retryRules,
  outsideRules,
  caRules,
  authRules,
  undecidedRules,
  helmValuesRules,
  publicDefaultRules,
  allowRules,
  denyRules,
  loginRules,
  extensionRules,
  rateLimitRules,
  limitPartsRules,
  headerRules,
  reservedHeaderRules,
  unverifiedRules,
  networkRules,
  meshRules,
  sdsRules,
  streamRules,
  teamsRules,
  teamRules,
];

/** What all rules find, errors and warnings. */
export const runRules = (answers: Answers, view?: TeamView): Found[] =>
  withoutOpenDecisions(
    answers,
    RULES.flatMap((rule) => rule(answers, view)),
  );
