// The ConfigMap of the controller: settings of all Ingress objects.
import { type Ledger, said } from '../report/ledger.ts';
import { shownValueOf } from '../report/without-secrets.ts';
import { SourceNode } from '../source/source-node.ts';
import { shortened } from './ingress-annotations.ts';
import type { Obstacle } from './obstacle.ts';

const NAMES =
  /^(?:.*-)?(?:ingress-)?nginx(?:-ingress)?(?:-(?:controller|configuration|config))+$|^nginx-load-balancer-conf$/;
const LABEL = 'app.kubernetes.io/name';

const NOTHING = new SourceNode({
  file: '',
  index: 0,
  value: undefined,
  placeOf: () => ({ file: '', line: 1, column: 1 }),
});

/** The settings of the controller, or none. */
export class NginxConfig {
  private readonly taken = new Set<string>();

  private constructor(
    private readonly data: SourceNode | undefined,
    private readonly others: readonly SourceNode[],
  ) {}

  /** Finds the ConfigMap of the controller by its name or label. */
  static in(objects: readonly SourceNode[]): NginxConfig {
    const isOfController = (o: SourceNode): boolean =>
      o.get('kind').text === 'ConfigMap' &&
      (NAMES.test(o.get('metadata', 'name').text ?? '') ||
        o.get('metadata', 'labels', LABEL).text === 'ingress-nginx') &&
      !/tcp|udp/.test(o.get('metadata', 'name').text ?? '');
    const [first, ...others] = objects.filter(isOfController).map((o) => o.get('data'));
    return new NginxConfig(first, others);
  }

  /** Further controllers with other access rules: which Ingress belongs to which controller is in no object. */
  get obstacles(): Obstacle[] {
    const differs = (name: string) => (o: SourceNode) => o.get(name).text !== this.data?.get(name).text;
    const name = ACCESS.find((n) => this.others.some(differs(n)));
    if (name === undefined) return [];
    const from = [this.data!, ...this.others].map((o) => o.get(name)).filter((n) => n.exists);
    return [{ what: `${name} differs in the ConfigMaps of several controllers`, from }];
  }

  /** A setting; the caller reports it. */
  get(name: string): SourceNode {
    this.taken.add(name);
    return this.data?.get(name) ?? NOTHING;
  }

  /** Reports the settings that nothing took. */
  reportRest(ledger: Ledger): void {
    for (const node of this.data?.children ?? []) {
      const name = node.key;
      if (this.taken.has(name)) continue;
      const values = { name, value: shortened(shownValueOf(name, node.text ?? '')) };
      const lost = Object.entries(LOST).find(([names]) => names.split(' ').includes(name))?.[1];
      if (lost?.startsWith('!'))
        ledger.add(node, said('IngressAccessDropped', { ...values, consequence: lost.slice(1) }));
      else if (lost) ledger.add(node, said('SettingDropped', { ...values, effect: lost }));
      else if (TUNING.test(name))
        ledger.add(node, said('IngressWithoutEffect', { ...values, reason: 'It tunes nginx itself.' }));
      else ledger.add(node, said('IngressUnknown', values));
    }
  }
}

/** Settings of the whole controller that decide who has access. */
const ACCESS = ['global-auth-url', 'whitelist-source-range', 'denylist-source-range', 'block-cidrs', 'server-snippet', 'location-snippet', 'http-snippet', 'main-snippet'] as const; // biome-ignore format: a list

/** Settings that have no answer; `!`: they restrict access. */
const LOST: Readonly<Record<string, string>> = {
  'block-user-agents block-referers':
    '!nginx answers these clients with 403. The gateway does not: use an extension (extensions.lua) or a firewall in front of it.',
  'enable-modsecurity enable-owasp-modsecurity-crs modsecurity-snippet':
    '!Envoy Gateway has no web application firewall, so requests that the rules blocked reach the services.',
  'no-auth-locations':
    '!nginx serves these paths without the authentication of global-auth-url. The gateway requires a credential for them.',
  'limit-req-status-code limit-conn-status-code http-redirect-code':
    'The gateway answers 429 above a limit, and redirects to https with 308.',
  'custom-http-errors':
    'nginx replaces responses with these statuses. The gateway does not: errors.pages sets bodies by status.',
  'large-client-header-buffers client-header-buffer-size http2-max-field-size http2-max-header-size':
    'The gateway accepts 60Ki of headers: set traffic.maxRequestHeaders.',
  'ssl-ciphers ssl-ecdh-curve ssl-prefer-server-ciphers':
    'The gateway uses the cipher suites of Envoy: set tls.ciphers.',
  'log-format-upstream log-format-escape-json log-format-escape-none disable-access-log access-log-path skip-access-log-urls':
    'The access log of the gateway is JSON: set observability.accessLog.',
  'enable-opentelemetry opentelemetry-trust-incoming-span opentelemetry-config opentelemetry-operation-name otlp-collector-host otlp-collector-port otel-service-name otel-sampler otel-sampler-ratio otel-sampler-parent-based':
    'The gateway sends no traces until you set observability.tracing.',
  'client-header-timeout client-body-timeout': 'The gateway waits for a complete request until traffic.longestTimeout.',
  'compute-full-forwarded-for forwarded-for-header forwarded-host-header proxy-real-ip-cidr enable-real-ip':
    'The gateway reads the address of the client as traffic.clientsBehind states.',
  'use-http2': 'The gateway offers HTTP/2: set tls.alpn.',
  'limit-rate limit-rate-after': 'nginx limits the bandwidth of responses. Envoy Gateway does not.',
  'http-snippet main-snippet stream-snippet': 'Envoy cannot read text of the nginx configuration.',
  'enable-underscores-in-headers ignore-invalid-headers':
    'Envoy rejects requests that have headers with underscores in their names.',
};

/** Settings of nginx itself. */
const TUNING =
  /^(?:worker-|max-worker|keep-alive|upstream-keepalive|map-hash|variables-hash|server-name-hash|proxy-headers-hash|lua-shared|reuse-port|enable-multi|enable-aio|bind-address|disable-ipv6|error-log|ssl-session|ssl-buffer|ssl-dh|proxy-buffer|proxy-busy|proxy-max-temp|client-body-buffer|proxy-request-buffering|gzip-|brotli-|server-tokens|allow-|annotation|strict-|nginx-status|debug-|enable-serial|http2-max-|load-balance|generate-request|proxy-add-original|ssl-redirect|force-ssl-redirect|no-tls-redirect|proxy-stream|syslog|enable-syslog|enable-brotli-|proxy-protocol-header|default-type|retry-non|proxy-http-version|service-upstream|hsts-|disable-proxy-intercept|allow-backend-server|http-access|stream-access|disable-http|disable-stream|enable-auth-access|access-log-params|enable-access-log-for|proxy-cookie|proxy-redirect|use-geoip|geoip2|enable-ocsp|ssl-reject|relative-redirects|proxy-next-upstream-|jaeger|zipkin|datadog|enable-opentracing|grpc-buffer)/;
