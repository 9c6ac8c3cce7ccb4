// Where each key of the answers takes effect. A key without a row does not compile, nor does a row whose function does not read it.
import { hostnamesOf } from '../answers/hosts.ts';
import type { Answers } from '../answers/schema/answers-schema.ts';
import type { ServiceAnswer } from '../answers/schema/service-schema.ts';
import { consumers } from '../values/exhaustive.ts';
import { deniedOf } from './authorization.ts';
import { bodyLimitOf, compressionOf } from './bodies.ts';
import { allowOf, outputOf, secretStoreOf, suppressionsOf } from './build-intent.ts';
import { corsOf, corsOfService } from './cors.ts';
import { stableDestinations } from './destinations.ts';
import { mirrorOf, sessionOf } from './experiments.ts';
import { extensionsOf } from './extensions.ts';
import { gatewayOf, installOf } from './install.ts';
import { listenerProtocols } from './listener-protocols.ts';
import { maintenanceOf } from './maintenance.ts';
import { meshOf } from './mesh.ts';
import { networkOf } from './network/build-network.ts';
import { observabilityOf } from './observability.ts';
import { ownDrafts } from './own-answers.ts';
import { manifestsOf, patchesOf } from './patches.ts';
import { rewriteOf } from './path-rewrites.ts';
import { alsoPlain } from './plain-listeners.ts';
import { proxyPodsOf } from './pods.ts';
import { credentialOf, methodsOf, queryOf, transformOf, versionsOf } from './route-rules.ts';
import { publicPathsOf } from './routes.ts';
import { publicReasonOf } from './security.ts';
import { streamsOf } from './streams.ts';
import { deliveryOf, teamsOf } from './teams.ts';
import { listenerTimeouts, streamIdleOf, timeoutOf } from './timeouts.ts';
import { problemsOf, rateLimitOf, SETTINGS } from './traffic.ts';
import { acceptedBy, variantsOf } from './variants.ts';

/** The function that gives each key of a service its effect. */
export const OF_SERVICE = consumers<ServiceAnswer>()({
  name: credentialOf,
  hostnames: hostnamesOf,
  paths: rewriteOf,
  methods: methodsOf,
  headers: versionsOf,
  query: queryOf,
  maintenance: maintenanceOf,
  sessionPersistence: sessionOf,
  mirror: mirrorOf,
  backend: stableDestinations,
  backends: stableDestinations,
  canary: stableDestinations,
  ca: stableDestinations,
  failover: stableDestinations,
  rewrite: rewriteOf,
  auth: acceptedBy,
  public: publicPathsOf,
  publicReason: publicReasonOf,
  allow: allowOf,
  cors: corsOfService,
  deny: deniedOf,
  rateLimit: rateLimitOf,
  protocol: timeoutOf,
  timeout: timeoutOf,
  longRunning: timeoutOf,
  streamIdleTimeout: streamIdleOf,
  ...SETTINGS,
  maxRequestBody: bodyLimitOf,
  compression: compressionOf,
  plainHttp: alsoPlain,
  identity: credentialOf,
  transform: transformOf,
  extensions: extensionsOf,
});

/** The function that gives each key at the top of the answers its effect. */
export const OF_ANSWERS = consumers<Answers>()({
  version: { noEffect: 'the version of the format itself; there is one' },
  hostname: gatewayOf,
  hostnames: gatewayOf,
  anyHostReason: gatewayOf,
  gateway: gatewayOf,
  platform: installOf,
  proxy: proxyPodsOf,
  envoyGateway: installOf,
  tls: gatewayOf,
  http3: listenerProtocols,
  services: gatewayOf,
  redirects: ownDrafts,
  responses: ownDrafts,
  maintenance: maintenanceOf,
  streams: streamsOf,
  auth: variantsOf,
  deny: deniedOf,
  rateLimit: rateLimitOf,
  transform: transformOf,
  traffic: listenerTimeouts,
  maxRequestBody: bodyLimitOf,
  compression: compressionOf,
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
  manifests: manifestsOf,
  patches: patchesOf,
  suppress: suppressionsOf,
  output: outputOf,
});
