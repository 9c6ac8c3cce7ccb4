// Refusals of answers, by topic.
import type { Group } from '../definition.ts';
import { allowRefusals } from './allow-refusals.ts';
import { attachRefusals } from './attach-refusals.ts';
import { authRefusals } from './auth-refusals.ts';
import { experimentsRefusals } from './experiments-refusals.ts';
import { extensionsRefusals } from './extensions-refusals.ts';
import { externalRefusals } from './external-refusals.ts';
import { fileRefusals } from './file-refusals.ts';
import { flagsRefusals } from './flags-refusals.ts';
import { gatewayRefusals } from './gateway-refusals.ts';
import { headersRefusals } from './headers-refusals.ts';
import { hostsRefusals } from './hosts-refusals.ts';
import { interviewRefusals } from './interview-refusals.ts';
import { jwtRefusals } from './jwt-refusals.ts';
import { layersRefusals } from './layers-refusals.ts';
import { layoutRefusals } from './layout-refusals.ts';
import { limitPartsRefusals } from './limit-parts-refusals.ts';
import { loadBalancerRefusals } from './load-balancer-refusals.ts';
import { loginRefusals } from './login-refusals.ts';
import { manifestsRefusals } from './manifests-refusals.ts';
import { meshRefusals } from './mesh-refusals.ts';
import { namesRefusals } from './names-refusals.ts';
import { networkRefusals } from './network-refusals.ts';
import { ownAnswersRefusals } from './own-answers-refusals.ts';
import { patchesRefusals } from './patches-refusals.ts';
import { pathPatternRefusals } from './path-pattern-refusals.ts';
import { pathsRefusals } from './paths-refusals.ts';
import { protocolsRefusals } from './protocols-refusals.ts';
import { rateLimitRefusals } from './rate-limit-refusals.ts';
import { resilienceRefusals } from './resilience-refusals.ts';
import { scalarRefusals } from './scalar-refusals.ts';
import { servicesRefusals } from './services-refusals.ts';
import { sizesRefusals } from './sizes-refusals.ts';
import { streamsRefusals } from './streams-refusals.ts';
import { teamRightsRefusals } from './team-rights-refusals.ts';
import { teamsRefusals } from './teams-refusals.ts';
import { terminatedRefusals } from './terminated-refusals.ts';
import { tlsRefusals } from './tls-refusals.ts';
import { unavailableRefusals } from './unavailable-refusals.ts';
import { undecidedRefusals } from './undecided-refusals.ts';
import { valueRefusals } from './value-refusals.ts';

export const ANSWERS = {
  ...unavailableRefusals,
  ...allowRefusals,
  ...attachRefusals,
  ...authRefusals,
  ...undecidedRefusals,
  ...experimentsRefusals,
  ...jwtRefusals,
  ...loginRefusals,
  ...extensionsRefusals,
  ...externalRefusals,
  ...fileRefusals,
  ...flagsRefusals,
  ...gatewayRefusals,
  ...headersRefusals,
  ...hostsRefusals,
  ...interviewRefusals,
  ...layersRefusals,
  ...layoutRefusals,
  ...limitPartsRefusals,
  ...loadBalancerRefusals,
  ...manifestsRefusals,
  ...meshRefusals,
  ...namesRefusals,
  ...networkRefusals,
  ...ownAnswersRefusals,
  ...pathPatternRefusals,
  ...patchesRefusals,
  ...pathsRefusals,
  ...protocolsRefusals,
  ...rateLimitRefusals,
  ...resilienceRefusals,
  ...scalarRefusals,
  ...servicesRefusals,
  ...sizesRefusals,
  ...streamsRefusals,
  ...teamRightsRefusals,
  ...teamsRefusals,
  ...terminatedRefusals,
  ...tlsRefusals,
  ...valueRefusals,
} as const satisfies Group;
