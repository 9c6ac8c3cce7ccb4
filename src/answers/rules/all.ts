import type { Answers } from '../schema/schema.ts';
import { allowRules } from './allow.ts';
import { authRules } from './auth.ts';
import { caRules } from './ca.ts';
import { gatewayServiceRules } from './gateway-service.ts';
import { headerRules } from './headers.ts';
import { meshRules } from './mesh.ts';
import { nameRules } from './names.ts';
import { networkRules } from './network.ts';
import { outsideRules } from './outside.ts';
import { pathRules } from './paths.ts';
import { rateLimitRules } from './rate-limit.ts';
import { reservedHeaderRules } from './reserved-headers.ts';
import type { Found, Rule, TeamView } from './rule.ts';
import { sdsRules } from './sds.ts';
import { serviceRules } from './services.ts';
import { sizeRules } from './sizes.ts';
import { teamRules } from './team.ts';
import { teamsRules } from './teams.ts';
import { timeoutRules } from './timeouts.ts';
import { tlsRules } from './tls.ts';
import { unverifiedRules } from './unverified.ts';

/** Every rule across answers; the order is the order of topics. */
const RULES: readonly Rule[] = [
  tlsRules,
  gatewayServiceRules,
  nameRules,
  pathRules,
  serviceRules,
  sizeRules,
  timeoutRules,
  outsideRules,
  caRules,
  authRules,
  allowRules,
  rateLimitRules,
  headerRules,
  reservedHeaderRules,
  unverifiedRules,
  networkRules,
  meshRules,
  sdsRules,
  teamsRules,
  teamRules,
];

/** What all rules find, errors and warnings. */
export const runRules = (answers: Answers, view?: TeamView): Found[] => RULES.flatMap((rule) => rule(answers, view));
