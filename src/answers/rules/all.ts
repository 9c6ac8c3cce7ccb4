import type { Answers } from '../schema/schema.ts';
import { allowRules } from './allow.ts';
import { authRules } from './auth.ts';
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
import { tlsRules } from './tls.ts';

/** Every rule across answers; the order is the order of topics. */
const RULES: readonly Rule[] = [
  tlsRules,
  nameRules,
  pathRules,
  serviceRules,
  sizeRules,
  outsideRules,
  authRules,
  allowRules,
  rateLimitRules,
  headerRules,
  reservedHeaderRules,
  networkRules,
  meshRules,
  sdsRules,
  teamsRules,
  teamRules,
];

/** What all rules find, errors and warnings. */
export const runRules = (answers: Answers, view?: TeamView): Found[] => RULES.flatMap((rule) => rule(answers, view));
