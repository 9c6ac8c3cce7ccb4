import { hostShares } from '../answers/host-shares.ts';
import type { Answers } from '../answers/schema/answers-schema.ts';
import { isOptional, requiresAll } from '../answers/schema/auth-schema.ts';
import { errorFormat } from '../answers/schema/errors-schema.ts';
import type { ServiceAnswer } from '../answers/schema/service-schema.ts';
import type { TeamUnit } from '../answers/team-files.ts';
import { FILTERS_HEADER } from '../auth/allow-rule.ts';
import { kindOfIntent } from '../auth/kinds.ts';
import type { ClientIntent, GatewayIntent, Intent, RouteIntent, ServiceIntent } from '../model/intent.ts';
import { fixedReplicasOf, IDLE_SECONDS, sizingOf } from '../model/sizing.ts';
import { DEFAULTS } from '../values/defaults.ts';
import { deniedOf, identityHeadersOf } from './authorization.ts';
import { preflightsOf } from './cors.ts';
import { externalsOf, showBackend } from './destinations.ts';
import { notFoundPage, pagesOf } from './error-pages.ts';
import { extensionChain, extensionsOf } from './extensions.ts';
import { grantsOf, secretGrantsOf } from './grants.ts';
import { certificateOf, gatewayOf, installOf } from './install.ts';
import { listenerProtocols } from './listener-protocols.ts';
import { meshOf } from './mesh.ts';
import { networkOf } from './network/build-network.ts';
import { noticesOf } from './notices.ts';
import { observabilityOf } from './observability.ts';
import { ownDrafts } from './own-answers.ts';
import { manifestsOf, patchesOf } from './patches.ts';
import { proxyPodsOf } from './pods.ts';
import { privateExternals } from './private-externals.ts';
import { credentialOf } from './route-rules.ts';
import { publicPathsOf, type RouteDraft, routeDrafts } from './routes.ts';
import { secretsOf } from './secrets.ts';
import { securityOf } from './security.ts';
import { sessionsOf } from './sessions.ts';
import { streamsOf } from './streams.ts';
import { deliveryOf, teamOf, teamsOf } from './teams.ts';
import { listenerTimeouts, timeoutOf } from './timeouts.ts';
import { healthCheckOf, trafficOf } from './traffic.ts';
import { acceptedBy, variantsOf } from './variants.ts';

/** Freezes a plain object and all objects in it. */
const freeze = <T>(value: T): T => {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const v of Object.values(value)) freeze(v);
  }
  return value;
};

/** `chain`: policies with a separate filter each, and no other evidence that the filter ran. */
const clientOf = (answers: Answers, gateway: GatewayIntent, chain: readonly string[]): ClientIntent => ({
  name: gateway.name,
  behind: answers.traffic?.clientsBehind ?? { type: DEFAULTS.traffic.clientsBehind.value },
  identityHeaders: identityHeadersOf(answers, chain),
  filtersHeader: chain.length > 0 ? { name: FILTERS_HEADER, value: `,${chain.join(',')},` } : undefined,
  clientAuth: answers.tls.clientAuth && {
    ca: answers.tls.clientAuth.ca,
    optional: answers.tls.clientAuth.optional ?? DEFAULTS.clientAuth.optional.value,
  },
  rateLimitHeaders: answers.rateLimit?.responseHeaders ?? DEFAULTS.rateLimit.responseHeaders.value,
  idleTimeout: `${IDLE_SECONDS}s`,
  ...listenerTimeouts(answers),
  ...listenerProtocols(answers, gateway),
});

/** What a request must have beyond authentication; empty: nothing more. */
export const allowOf = ({ allow }: Pick<ServiceAnswer, 'allow'>): ServiceIntent['allow'] => ({
  scopes: allow?.scopes ?? [],
  claims: Object.entries(allow?.claims ?? {}),
  clients: allow?.clients ?? [],
  cidrs: allow?.cidrs ?? [],
});

/** Where Secrets come from; undefined: an operator creates them. `prefix`: a team's, in place of the platform's. */
export const secretStoreOf = ({ secrets }: Pick<Answers, 'secrets'>, prefix?: string): Intent['secretStore'] =>
  secrets && {
    ...secrets.store,
    prefix: prefix ?? secrets.prefix ?? '',
    refresh: secrets.refresh ?? DEFAULTS.secrets.refresh.value,
  };

export const outputOf = ({ output }: Pick<Answers, 'output'>): string => output ?? DEFAULTS.output.value;

export const suppressionsOf = ({ suppress }: Pick<Answers, 'suppress'>): Intent['suppressions'] => suppress ?? [];

const serviceOf = (drafts: readonly RouteDraft[], answers: Answers): ServiceIntent => {
  const s = drafts[0]!.answer;
  const auth = acceptedBy(s, answers);
  const main = drafts.find((d) => d.role === 'service')!;
  return {
    name: s.name,
    protocol: s.protocol ?? DEFAULTS.service.protocol.value,
    hostnames: s.hostnames,
    paths: s.paths,
    headers: Object.entries(s.headers ?? {}),
    query: Object.entries(s.query ?? {}),
    methods: s.methods ?? [],
    backend: showBackend(s.backend),
    backends: (s.backends ?? []).map((b) => ({ backend: showBackend(b.backend), weight: b.weight })),
    canary: s.canary && { backend: showBackend(s.canary.backend), weight: s.canary.weight, header: s.canary.header },
    failover: s.failover && showBackend(s.failover),
    rewrite: s.rewrite,
    credential: credentialOf(s),
    auth,
    authAll: requiresAll(s.auth ?? answers.auth?.default),
    authOptional: isOptional(s.auth ?? answers.auth?.default),
    publicPaths: publicPathsOf(s, auth.length > 0),
    plainHttp: s.plainHttp,
    routes: drafts.map((d) => d.name),
    timeout: timeoutOf(s),
    healthCheck: healthCheckOf(s),
    allow: allowOf(s),
    denied: deniedOf(s, answers),
    response: main.rules[0]!.response,
  };
};

/**
 * The complete model of validated answers. Pure: equal answers give an equal, frozen model. `own` is set if the answers are a
 * team's services with the root's answers; the model is then that of the team's unit.
 */
export const buildIntent = (answers: Answers, own?: Pick<TeamUnit, 'name' | 'team'>): Intent => {
  const gateway = gatewayOf(answers);
  const team = own && teamOf(own.name, own.team, answers);
  const namespace = team?.namespace ?? gateway.namespace;
  const sizing = sizingOf(answers.traffic, answers.proxy, fixedReplicasOf(answers.gateway));
  const withoutSession = sessionsOf(answers, gateway.namespace, team !== undefined);
  const preflights = preflightsOf(answers);
  const draftsOf = (s: ServiceAnswer): RouteDraft[] =>
    routeDrafts(
      s,
      answers,
      variantsOf(s, answers),
      namespace,
      withoutSession(s),
      preflights,
      gateway,
      hostShares(s, answers),
    );
  const byService = answers.services.map(draftsOf);
  const drafts = [...byService.flat(), ...(team ? [] : ownDrafts(answers, draftsOf))];
  const teams = teamsOf(answers, sizing, gateway);
  const security = securityOf(drafts, answers, gateway, team);
  const traffic = trafficOf(drafts, answers, sizing, gateway.name, team !== undefined);
  const externals = externalsOf(
    answers.services,
    namespace,
    privateExternals(security.policies, teams, gateway.namespace),
  );
  const streams = team ? [] : streamsOf(answers, gateway);
  const install = installOf(
    answers,
    gateway,
    externals.length > 0 || teams?.teams.some((t) => t.outside !== undefined) === true,
  );
  const observability = observabilityOf(answers, security.policies, teams);
  const extensions = answers.services.flatMap((s) => extensionsOf(s) ?? []);
  const extensionOf = new Map(extensions.map((e) => [e.service, e.name]));
  const routes = drafts.map(
    ({ answer: _, variant: __, ...route }): RouteIntent => ({
      ...route,
      security: security.byRoute.get(route.name)!,
      traffic: traffic.byRoute.get(route.name)!,
      extensions: extensionOf.get(route.service),
    }),
  );
  const usedMethods = new Set([...drafts.flatMap((d) => d.methods), ...(teams?.methods.map((m) => m.name) ?? [])]);
  const client = clientOf(answers, gateway, [
    ...security.policies
      .filter((p) => p.auth.some((a) => kindOfIntent(a).authorization === 'chain'))
      .map((p) => p.name),
    ...extensions.map((e) => extensionChain(e.name)),
  ]);
  const connected = {
    namespace,
    team,
    teams,
    gateway,
    install,
    certificate: certificateOf(answers, gateway),
    routes,
    security: security.policies,
    extensions,
    externals,
    streams,
    observability,
    client,
  };
  const model = {
    ...connected,
    delivery: deliveryOf(answers),
    ceiling: answers.rateLimit?.limits ?? [],
    sizing,
    proxyPods: proxyPodsOf(answers),
    guards: security.guards,
    services: byService.map((d) => serviceOf(d, answers)),
    traffic: traffic.policies,
    apiBudget: traffic.apiBudget,
    grants: team
      ? []
      : [
          ...grantsOf(gateway, routes, security.policies, observability, streams, extensions),
          ...secretGrantsOf(gateway, teams),
        ],
    secrets: secretsOf(answers, gateway, install, usedMethods, externals, team?.namespace),
    secretStore: secretStoreOf(answers, team?.secretPrefix),
    cors: security.cors,
    network: networkOf(answers, connected),
    mesh: meshOf(answers, connected),
    suppressions: suppressionsOf(answers),
    manifests: manifestsOf(answers, team !== undefined),
    problemJson: errorFormat(answers) === 'problem+json',
    errorPages: pagesOf(answers),
    notFoundPage: notFoundPage(answers),
    patches: patchesOf(answers, team !== undefined),
    output: outputOf(answers),
  };
  return freeze({ ...model, notices: noticesOf(model, answers) });
};
