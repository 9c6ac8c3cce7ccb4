// "When a request fails": for each status that this gateway can answer, the routes, the reasons and what to change.
import spec from '../../../templates/failures.md.hbs';
import type { Intent } from '../../model/intent.ts';
import { firstOf } from '../../model/object-names.ts';
import { fileOf } from '../../stages.ts';
import type { ManifestFile } from '../manifest-layout.ts';
import { inMaintenance } from '../own-answer-rows.ts';
import type { ServiceFacts } from '../service-facts.ts';
import { fill } from '../template.ts';
import { validateOptions } from '../validate-options.ts';
import { logWords } from './access-log.ts';
import { grouped, named } from './grouped.ts';
import { perReplica } from './limit-words.ts';
import { otherStatuses } from './other-statuses.ts';
import { rejectionsOf, requiredRows } from './rejections.ts';

const secondsOf = (timeout: string): string => (timeout === '0s' ? '' : timeout);

/** What a service receives for its path, if that differs. */
const rewriteWords = ({ service: s }: ServiceFacts): string =>
  s.rewrite === undefined ? '' : `${firstOf(s.paths, 3)} as ${s.rewrite}`;

const isLimited = (f: ServiceFacts, scope: 'local' | 'global'): boolean =>
  f.traffic?.rateLimit?.scope === scope || (scope === 'global' && f.traffic?.joinsApiBudget === true);

/** A Service of the cluster for the example: the first that a service names. */
const exampleBackend = ({ namespace }: Intent, facts: readonly ServiceFacts[]): { namespace: string; name: string } => {
  const backend = facts.map((f) => f.service.backend).find((b) => b !== '' && !/^[a-z0-9]+:\/\//.test(b)) ?? 'NAME:80';
  const [service, own = namespace] = backend.split('/').reverse();
  return { namespace: own, name: service!.split(':')[0]! };
};

/** The limits, by service. */
const limitRows = (facts: readonly ServiceFacts[]) => {
  const replicas = new Map(facts.map((f) => [f.limit, perReplica(f.traffic)]));
  return grouped(facts, (f) => f.limit).map(({ text, services }) => ({
    services,
    limit: text,
    perReplica: replicas.get(text) || '-',
  }));
};

/** The section of a unit. */
export const failures = (intent: Intent, facts: readonly ServiceFacts[], files: readonly ManifestFile[]): string => {
  const { gateway: g, client, install, sizing } = intent;
  const limits = limitRows(facts);
  const [unauthorized, forbidden] = [rejectionsOf(intent, 401), rejectionsOf(intent, 403)];
  const example = exampleBackend(intent, facts);
  const grpc = named(facts, (f) => f.service.protocol === 'grpc');
  return fill(spec, 'markdown', {
    validate: `./validate.sh${validateOptions(intent)}`,
    // A policy that is applied before all routes is next to the Gateway.
    policies: fileOf(files.some((f) => f.stage === 'securityPolicies') ? 'securityPolicies' : 'gateway'),
    namespace: intent.namespace,
    attached: g.attach !== undefined,
    log: logWords(intent),
    hosts: firstOf(
      g.hosts.map((h) => h.pattern),
      6,
    ),
    anyHost: g.anyHostReason !== undefined,
    required: requiredRows(intent, facts),
    unauthorized,
    forbidden,
    anonymous: named(facts, (f) => f.service.authOptional),
    allow: grouped(facts, (f) => f.allow.join('; ')),
    rewrites: grouped(facts, rewriteWords),
    limits,
    local: facts.some((f) => isLimited(f, 'local')),
    global: facts.some((f) => isLimited(f, 'global')),
    limitHeaders: client.rateLimitHeaders,
    failClosed: (install.rateLimitService?.failClosed ?? false) && facts.some((f) => isLimited(f, 'global')),
    authorizers: rejectionsOf(intent, 500),
    unavailable: rejectionsOf(intent, 503),
    backendNamespace: example.namespace,
    backendName: example.name,
    extensions: intent.extensions.map((e) => e.service).join(', '),
    extended: intent.extensions.length > 0,
    maintenance: inMaintenance(intent),
    parallel: sizing.maxParallelRequests.value,
    connections: sizing.maxConnections.value,
    pending: sizing.maxPendingRequests.value,
    ejects: facts.some((f) => f.traffic?.outlierDetection !== 'none'),
    ownBreakers: named(facts, (f) => f.traffic?.circuitBreaker !== undefined),
    outside: named(facts, (f) => f.service.backend.startsWith('https://')),
    checked: grouped(facts, (f) => f.service.healthCheck?.path ?? ''),
    timeouts: grouped(facts, (f) => secondsOf(f.service.timeout)),
    unlimited: named(facts, (f) => f.service.timeout === '0s'),
    others: otherStatuses(intent, facts).map((r) => ({ ...r })),
    grpc,
    serves: facts.length > 0,
  });
};
