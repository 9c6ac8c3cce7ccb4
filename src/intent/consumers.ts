// Where each key of the answers takes effect. A key without a row does not compile, nor does a row whose function does not read it.
import type { Answers } from '../answers/schema/answers-schema.ts';
import type { ServiceAnswer } from '../answers/schema/service-schema.ts';
import { consumers } from '../values/exhaustive.ts';
import { allowOf, outputOf, secretStoreOf, suppressionsOf } from './build-intent.ts';
import { corsOf } from './cors.ts';
import { stableDestinations } from './destinations.ts';
import { extensionsOf } from './extensions.ts';
import { gatewayOf, installOf } from './install.ts';
import { meshOf } from './mesh.ts';
import { networkOf } from './network/build-network.ts';
import { observabilityOf } from './observability.ts';
import { credentialOf, methodsOf, replacement, transformOf, versionsOf } from './route-rules.ts';
import { publicPathsOf } from './routes.ts';
import { publicReasonOf } from './security.ts';
import { deliveryOf, teamsOf } from './teams.ts';
import { listenerTimeouts, timeoutOf } from './timeouts.ts';
import { problemsOf, rateLimitOf, SETTINGS } from './traffic.ts';
import { acceptedBy, variantsOf } from './variants.ts';

/** The function that gives each key of a service its effect. */
export const OF_SERVICE = consumers<ServiceAnswer>()({
  name: credentialOf,
  paths: replacement,
  methods: methodsOf,
  headers: versionsOf,
  backend: stableDestinations,
  canary: stableDestinations,
  ca: stableDestinations,
  failover: stableDestinations,
  rewrite: replacement,
  auth: acceptedBy,
  public: publicPathsOf,
  publicReason: publicReasonOf,
  allow: allowOf,
  rateLimit: rateLimitOf,
  protocol: timeoutOf,
  timeout: timeoutOf,
  longRunning: timeoutOf,
  ...SETTINGS,
  identity: credentialOf,
  transform: transformOf,
  extensions: extensionsOf,
});

/** The function that gives each key at the top of the answers its effect. */
export const OF_ANSWERS = consumers<Answers>()({
  version: { noEffect: 'the version of the format itself; there is one' },
  hostname: gatewayOf,
  gateway: gatewayOf,
  envoyGateway: installOf,
  tls: gatewayOf,
  services: gatewayOf,
  auth: variantsOf,
  rateLimit: rateLimitOf,
  transform: transformOf,
  traffic: listenerTimeouts,
  cors: corsOf,
  errors: problemsOf,
  observability: observabilityOf,
  network: networkOf,
  mesh: meshOf,
  secrets: secretStoreOf,
  layout: deliveryOf,
  owners: teamsOf,
  teams: teamsOf,
  delivery: deliveryOf,
  suppress: suppressionsOf,
  output: outputOf,
});
