// Every plugin by its name. One whose name is not known may authenticate: its services are undecided.

import { acl, ipRestriction, undecide } from './kong-access.ts';
import { redirect, requestTermination } from './kong-answers.ts';
import { isAuthPlugin } from './kong-auth.ts';
import type { KongPlugin } from './kong-config.ts';
import { cors } from './kong-cors.ts';
import { type Draft, isPlaceholder, shownRoute } from './kong-draft.ts';
import { rateLimiting, tier } from './kong-limits.ts';
import { canary, correlationId, opentelemetry, requestSize, telemetry } from './kong-others.ts';
import { transformer } from './kong-transform.ts';

const LOG = 'The proxies write access logs as JSON to stdout';
const METRICS = 'The proxies export metrics of Envoy for Prometheus';

const TRANSLATED: Readonly<Record<string, (draft: Draft, plugin: KongPlugin) => void>> = {
  'ip-restriction': ipRestriction,
  acl,
  cors,
  'rate-limiting': rateLimiting,
  'rate-limiting-advanced': rateLimiting,
  'request-transformer': transformer('request'),
  'request-transformer-advanced': transformer('request'),
  'response-transformer': transformer('response'),
  'response-transformer-advanced': transformer('response'),
  'request-size-limiting': requestSize,
  'request-termination': requestTermination,
  redirect,
  canary,
  'correlation-id': correlationId,
  opentelemetry,
  prometheus: telemetry(METRICS),
  statsd: telemetry(METRICS),
  'statsd-advanced': telemetry(METRICS),
  datadog: telemetry(METRICS),
  'file-log': telemetry(LOG),
  'http-log': telemetry(LOG),
  'tcp-log': telemetry(LOG),
  'udp-log': telemetry(LOG),
  syslog: telemetry(LOG),
  loggly: telemetry(LOG),
  'kafka-log': telemetry(LOG),
};

/** Plugins without an answer that do not decide who has access, and what happens without them. */
const DROPPED: Readonly<Record<string, string>> = {
  'bot-detection': 'Bots reach the service.',
  'proxy-cache': 'Every request reaches the service.',
  'proxy-cache-advanced': 'Every request reaches the service.',
  'grpc-gateway': 'REST requests are not converted to gRPC.',
  'grpc-web': 'Browsers cannot call gRPC services.',
  'response-ratelimiting': 'Limits that responses set are not enforced.',
  zipkin: 'The gateway sends no traces to Zipkin. Use an OpenTelemetry collector.',
  session: 'Sessions are kept by the login of the gateway.',
  'request-validator': 'Requests reach the service without validation.',
  'json-threat-protection': 'Bodies reach the service without a check.',
  'xml-threat-protection': 'Bodies reach the service without a check.',
  'injection-protection': 'Requests reach the service without a check.',
  'exit-transformer': 'Errors of the gateway have the bodies of errors.',
  acme: 'Use tls.issuer with cert-manager.',
  'upstream-timeout': 'The timeouts of the service apply.',
  'response-ratelimiting-advanced': 'Limits that responses set are not enforced.',
  'graphql-rate-limiting-advanced': 'Queries are not limited by their cost.',
  'graphql-proxy-cache-advanced': 'Every request reaches the service.',
};

/** Plugins that answer or forward in place of the service: without them the requests would reach another backend. */
export const REPLACES_BACKEND: ReadonlySet<string> = new Set([
  'aws-lambda',
  'azure-functions',
  'openwhisk',
  'kafka-upstream',
  'confluent',
  'mocking',
  'degraphql',
  'ai-proxy',
  'ai-proxy-advanced',
  'route-by-header',
  'forward-proxy',
]);

/** The order in which plugins are read: those that others depend on first. */
const ORDER = ['ip-restriction', 'acl', 'rate-limiting', 'rate-limiting-advanced'];

/** Translates the plugins of a route, except authentication. */
export const applyPlugins = (draft: Draft): void => {
  const { effective, ledger, auth } = draft;
  const rank = (p: KongPlugin): number => (ORDER.indexOf(p.name) + ORDER.length + 1) % (ORDER.length + 1);
  for (const plugin of [...effective.plugins.values()].sort((a, b) => rank(a) - rank(b))) {
    const { name, node, config } = plugin;
    if (isAuthPlugin(name)) continue;
    const translate = Object.hasOwn(TRANSLATED, name) ? TRANSLATED[name] : undefined;
    if (translate && isPlaceholder(config.text)) undecide(draft, node, `the plugin ${name} without its configuration`);
    else if (translate) translate(draft, plugin);
    else if (Object.hasOwn(DROPPED, name))
      ledger.say(node, 'SettingDropped', { name: `the plugin ${name}`, effect: DROPPED[name]! });
    else if (!REPLACES_BACKEND.has(name)) undecide(draft, node, `the plugin ${name}, which may decide who has access`);
  }
  for (const plugin of effective.ofConsumers) {
    const { name, node, consumer, group } = plugin;
    const whom = consumer?.name ?? group ?? '';
    if (name === 'rate-limiting' || name === 'rate-limiting-advanced') tier(draft, plugin);
    else if (Object.hasOwn(DROPPED, name) || /transformer|^cors$|log$|request-size-limiting/.test(name))
      ledger.say(node, 'SettingDropped', {
        name: `the plugin ${name} of ${whom}`,
        effect: `Requests of ${whom} are handled as those of others.`,
      });
    else if (name === 'request-termination' && isAnonymous(draft, plugin)) ledger.noEffect(node);
    else if (auth.is !== 'unstated') undecide(draft, node, `the plugin ${name} of ${whom}`);
    else
      ledger.say(node, 'SettingDropped', {
        name: `the plugin ${name} of ${whom}`,
        effect: `No request of ${shownRoute(draft.route)} belongs to a consumer.`,
      });
  }
};

/** Whether a plugin is for requests without a credential. Authentication considers it; no other request is of that consumer. */
const isAnonymous = ({ config: { plugins } }: Draft, { consumer }: KongPlugin): boolean =>
  consumer?.credentials.length === 0 &&
  plugins.some(({ config }) => {
    const { text } = config.get('anonymous');
    return text !== undefined && [consumer.name, consumer.node.get('id').text].includes(text);
  });
