// Every annotation of ingress-nginx: what it becomes, and the difference. docs/migrate-from-ingress-nginx.md shows this table.
import type { Verdict } from '../../diagnostics/imports/import-definition.ts';

/** What becomes of an annotation. */
export interface KnownAnnotation {
  /** The most that is kept of it. */
  readonly verdict: Verdict;
  /** The answer that it becomes; empty: none. */
  readonly answer: string;
  /** The difference, the question or the consequence, in whole sentences. */
  readonly difference: string;
  /** Whether it decides who has access. */
  readonly access: boolean;
}

type Row = readonly [name: string, verdict: Verdict, answer: string, difference: string, access?: 'access'];

const CARRIED = 'It means the same.';
const BUFFERS = 'Envoy has no such buffer. Buffers of connections are traffic.clientBuffer and traffic.backendBuffer.';
const KEEPALIVE = 'Envoy keeps connections to the authorizer open by itself.';
const PER_HOST_TLS = 'It is a setting of the listener, for all hosts: tls.ciphers and tls.minVersion.';
const SNIPPET =
  'Envoy cannot read text of the nginx configuration. The report quotes it. Add the answers that do the same.';
const MODSECURITY =
  'Envoy Gateway has no web application firewall, so requests that the rules blocked reach the service. Use an extension (extensions.wasm) or a firewall in front of the gateway.';
const COOKIE = 'The session cookie of the gateway does not have this attribute.';
const REDIRECT_HEADER =
  'nginx rewrites Location headers of responses. Envoy does not: the service must send the right ones.';
const COOKIE_REWRITE =
  'nginx rewrites Set-Cookie headers of responses. Envoy does not: the service must send the right ones.';
const UPSTREAM_TLS =
  'The gateway uses the defaults of Envoy for TLS to services. If a service needs others, add a patch of BackendTLSPolicy or EnvoyProxy.';
const MIRROR = 'The gateway mirrors to a Service of the same namespace only: set mirror of the service.';
const TRACING = 'Tracing is a setting of the whole gateway: observability.tracing.';

// biome-ignore format: a table
const ROWS: readonly Row[] = [
  // Paths and redirects
  ['rewrite-target', 'carried', 'rewrite', 'A group for the rest of the path becomes a replaced prefix, a group for one segment a template, other groups a pattern with the same groups (path: regex:, rewrite: /internal/$1/$2). Without a group, nginx replaces the whole path and the gateway the prefix. A pattern without a fixed first segment is left out, and so is one whose target has no group. The annotation makes all paths of its hosts patterns, see use-regex.'],
  ['use-regex', 'approximated', 'path, regex:', 'nginx ignores case and matches every path that begins with the pattern. The gateway compares case. With one such Ingress, nginx reads all paths of its hosts as patterns.'],
  ['app-root', 'carried', 'redirects', CARRIED],
  ['permanent-redirect', 'approximated', 'redirects', 'nginx redirects to exactly this URL. The gateway adds the rest of the path and the query.'],
  ['permanent-redirect-code', 'carried', 'redirects[].status', CARRIED],
  ['temporal-redirect', 'approximated', 'redirects', 'nginx redirects to exactly this URL. The gateway adds the rest of the path and the query.'],
  ['temporal-redirect-code', 'carried', 'redirects[].status', CARRIED],
  ['from-to-www-redirect', 'carried', 'redirects', CARRIED],
  ['ssl-redirect', 'noEffect', '', 'The gateway redirects port 80 to https for all hosts. To serve a public service without TLS too, set its plainHttp to the reason.'],
  ['force-ssl-redirect', 'noEffect', '', 'The gateway redirects port 80 to https for all hosts. If a load balancer has the certificate, set tls.terminatedByLoadBalancer.'],
  ['preserve-trailing-slash', 'noEffect', '', 'The redirect to https keeps the path as it is.'],
  ['relative-redirects', 'dropped', '', 'nginx redirects to a path. The gateway always sends the host name too.'],
  ['use-port-in-redirects', 'dropped', '', 'nginx adds its port to redirects. The gateway sends no port.'],
  ['server-alias', 'carried', 'hostnames', 'The names become hosts of all services of the host. A regular expression has no answer.'],
  ['x-forwarded-prefix', 'carried', 'transform.request.set', 'nginx sends the header only where it rewrites the path. The gateway always sends it.'],
  ['upstream-vhost', 'dropped', '', 'nginx sends this Host header to the service. The gateway sends the one of the client. To change it, add a patch of the HTTPRoute (filter URLRewrite, hostname).'],
  ['proxy-redirect-from', 'impossible', '', REDIRECT_HEADER],
  ['proxy-redirect-to', 'impossible', '', REDIRECT_HEADER],
  ['proxy-cookie-domain', 'impossible', '', COOKIE_REWRITE],
  ['proxy-cookie-path', 'impossible', '', COOKIE_REWRITE],
  // Authentication and access
  ['auth-type', 'carried', 'auth.methods', 'basic becomes a method of type basic. Envoy has no digest authentication, so such a service is undecided.', 'access'],
  ['auth-secret', 'asked', 'auth.methods.NAME.secret', 'Envoy reads {SHA} entries only, from the key .htpasswd of a Secret in the namespace of the Gateway. Set each password again with htpasswd -s.', 'access'],
  ['auth-secret-type', 'noEffect', 'auth.methods.NAME.secret', 'nginx reads a file or a map of users. Envoy reads one file in the key .htpasswd: write one entry for each user.', 'access'],
  ['auth-realm', 'dropped', '', 'nginx sends this realm, which browsers show in the password dialog. Envoy sends its own.'],
  ['auth-url', 'approximated', 'auth.methods (extAuth)', 'nginx calls the authorizer with GET and accepts any 2xx. Envoy calls it with the method of the request and accepts 200 only. Envoy sends Authorization, Cookie and the headers of the method, but not X-Original-URL and X-Auth-Request-Redirect. With variables, a query or an external host in the URL, the service is undecided.', 'access'],
  ['auth-method', 'dropped', '', 'nginx calls the authorizer with this method. Envoy calls it with the method of the request.', 'access'],
  ['auth-signin', 'asked', '', 'nginx redirects to this page after 401. Envoy sends the response of the authorizer to the client: let the authorizer redirect, or use a method of type oidc.', 'access'],
  ['auth-signin-redirect-param', 'asked', '', 'nginx adds this parameter to the URL of auth-signin, which no answer has. Use a method of type oidc.', 'access'],
  ['auth-response-headers', 'carried', 'auth.methods.NAME.headersToBackend', CARRIED, 'access'],
  ['auth-proxy-set-headers', 'dropped', '', 'nginx sends these headers to the authorizer. Envoy does not.', 'access'],
  ['auth-request-redirect', 'dropped', '', 'nginx sends this value to the authorizer as X-Auth-Request-Redirect. Envoy does not.', 'access'],
  ['auth-snippet', 'dropped', '', 'The text changes how nginx calls the authorizer, which no answer can do, so the service is undecided.', 'access'],
  ['auth-cache-key', 'dropped', '', 'nginx caches decisions of the authorizer. Envoy calls it for each request.', 'access'],
  ['auth-cache-duration', 'dropped', '', 'nginx caches decisions of the authorizer. Envoy calls it for each request.', 'access'],
  ['auth-keepalive', 'noEffect', '', KEEPALIVE],
  ['auth-keepalive-share-vars', 'noEffect', '', KEEPALIVE],
  ['auth-keepalive-requests', 'noEffect', '', KEEPALIVE],
  ['auth-keepalive-timeout', 'noEffect', '', KEEPALIVE],
  ['auth-always-set-cookie', 'dropped', '', 'nginx sends cookies of the authorizer to the client. Envoy does so only if the authorizer denies the request.', 'access'],
  ['enable-global-auth', 'carried', 'auth: none', 'false makes the service public if global-auth-url of the ConfigMap applies. Without that ConfigMap among the files, you decide.', 'access'],
  ['satisfy', 'asked', '', 'With any, nginx requires an allowed address or a credential. The answers require both, so the service is undecided.', 'access'],
  ['auth-tls-secret', 'asked', 'tls.clientAuth.ca', 'nginx reads the CA from a Secret, for one host. The gateway reads it from a ConfigMap (key ca.crt) in its namespace, for all hosts. Without a certificate, nginx answers 400 and the gateway closes the connection.', 'access'],
  ['auth-tls-verify-client', 'carried', 'tls.clientAuth.optional', 'on and optional have answers. optional_no_ca has none, so the service is undecided.', 'access'],
  ['auth-tls-verify-depth', 'dropped', '', 'nginx limits the length of the certificate chain. Envoy does not.', 'access'],
  ['auth-tls-error-page', 'impossible', '', 'nginx redirects clients without a certificate to this page. The gateway closes their connections, so there is no page.', 'access'],
  ['auth-tls-pass-certificate-to-upstream', 'approximated', 'tls.clientAuth', 'nginx sends ssl-client-cert and ssl-client-subject-dn to the service. Envoy sends X-Forwarded-Client-Cert.', 'access'],
  ['auth-tls-match-cn', 'asked', '', 'nginx accepts certificates with these names only. No answer restricts names, so the service is undecided.', 'access'],
  ['whitelist-source-range', 'carried', 'allow.cidrs', 'The gateway must know the address of the client: set traffic.clientsBehind.', 'access'],
  ['allowlist-source-range', 'carried', 'allow.cidrs', 'The gateway must know the address of the client: set traffic.clientsBehind.', 'access'],
  ['denylist-source-range', 'carried', 'deny.cidrs', 'The gateway must know the address of the client: set traffic.clientsBehind.', 'access'],
  // Limits
  ['limit-rps', 'approximated', 'rateLimit.limits', 'nginx counts in each replica, accepts a burst of five times the limit and rejects with 503. The gateway counts for each client address, divides the limit by the replicas, accepts no burst and rejects with 429.'],
  ['limit-rpm', 'approximated', 'rateLimit.limits', 'nginx counts in each replica, accepts a burst of five times the limit and rejects with 503. The gateway counts for each client address, divides the limit by the replicas, accepts no burst and rejects with 429.'],
  ['limit-burst-multiplier', 'dropped', '', 'nginx accepts a burst of this many times the limit. Limits of the gateway have no burst: raise the limit, or use two: [100/minute, 5/second].'],
  ['limit-whitelist', 'carried', 'rateLimit.exempt.cidrs', 'The gateway can exempt one network from the limit. Of several, none is exempt.'],
  ['limit-allowlist', 'carried', 'rateLimit.exempt.cidrs', 'The gateway can exempt one network from the limit. Of several, none is exempt.'],
  ['limit-connections', 'impossible', '', 'nginx limits the connections of each client address. Envoy does not: circuitBreaker limits those to the service.'],
  ['limit-rate', 'impossible', '', 'nginx limits the bandwidth of each response. Envoy Gateway does not.'],
  ['limit-rate-after', 'impossible', '', 'nginx limits the bandwidth of each response. Envoy Gateway does not.'],
  // CORS
  ['enable-cors', 'carried', 'cors', 'false means no CORS for the service, even if the whole API has it.'],
  ['cors-allow-origin', 'carried', 'cors.origins', 'nginx allows every web site by default (*). The answers must list the sites.'],
  ['cors-allow-methods', 'carried', 'cors.methods', CARRIED],
  ['cors-allow-headers', 'carried', 'cors.headers', CARRIED],
  ['cors-expose-headers', 'carried', 'cors.exposeHeaders', CARRIED],
  ['cors-allow-credentials', 'carried', 'cors.credentials', CARRIED],
  ['cors-max-age', 'carried', 'cors.maxAge', CARRIED],
  // Sizes, times, retries
  ['proxy-body-size', 'carried', 'maxRequestBody', 'Without it, ingress-nginx accepts 1m, so the answers contain 1Mi. 0 means no limit.'],
  ['proxy-connect-timeout', 'carried', 'connection.connectTimeout', CARRIED],
  ['proxy-read-timeout', 'approximated', 'timeout', 'nginx limits the time between two parts of a response (default: 60s). The gateway limits the whole request. Set timeout: 0s for downloads and streams without an end.'],
  ['proxy-send-timeout', 'approximated', 'timeout', 'nginx limits the time between two parts of a request. The gateway limits the whole request, to the longer one of both timeouts.'],
  ['proxy-next-upstream', 'approximated', 'retries', 'nginx repeats requests on these errors. The gateway repeats only requests that no service has processed, unless you confirm that they may run twice: retries.idempotent. off becomes none.'],
  ['proxy-next-upstream-tries', 'approximated', 'retries.attempts', 'nginx counts the first attempt, the answer only the repetitions.'],
  ['proxy-next-upstream-timeout', 'dropped', '', 'nginx stops repeating after this time. The gateway stops with the timeout of the request: retries.perTryTimeout limits each attempt.'],
  ['client-body-buffer-size', 'noEffect', '', BUFFERS],
  ['proxy-buffering', 'noEffect', '', BUFFERS],
  ['proxy-buffers-number', 'noEffect', '', BUFFERS],
  ['proxy-buffer-size', 'noEffect', '', `${BUFFERS} Larger headers of responses need no setting.`],
  ['proxy-busy-buffers-size', 'noEffect', '', BUFFERS],
  ['proxy-max-temp-file-size', 'noEffect', '', BUFFERS],
  ['proxy-request-buffering', 'dropped', '', 'off makes nginx forward a body while it arrives. The gateway receives the whole body first if there is a limit: set maxRequestBody: none.'],
  ['proxy-http-version', 'dropped', '', 'nginx speaks this version to the service. Envoy speaks HTTP/1.1, or HTTP/2 with protocol grpc or appProtocol kubernetes.io/h2c.'],
  ['connection-proxy-header', 'noEffect', '', 'Envoy sets the Connection header to the service itself.'],
  // Services
  ['backend-protocol', 'carried', 'protocol, backend', 'GRPC becomes protocol grpc. HTTPS and GRPCS become an https backend: nginx does not verify its certificate, the gateway does, so ca is asked. FCGI has no answer.'],
  ['service-upstream', 'dropped', '', 'true makes nginx send requests to the address of the Service. Envoy always sends them to its pods.'],
  ['load-balance', 'approximated', 'loadBalancing', 'ewma becomes leastRequest: the gateway prefers pods with few requests, nginx those with fast responses. round_robin becomes roundRobin.'],
  ['upstream-hash-by', 'carried', 'loadBalancing.consistentHash', 'A header, a cookie and the address of the client have answers. Other variables have none.'],
  ['upstream-hash-by-subset', 'dropped', '', 'nginx hashes to a group of pods. Envoy hashes to one pod.'],
  ['upstream-hash-by-subset-size', 'dropped', '', 'nginx hashes to a group of pods. Envoy hashes to one pod.'],
  ['affinity', 'approximated', 'sessionPersistence', 'The cookie of the gateway has another value, so each session changes its pod once.'],
  ['affinity-mode', 'approximated', 'sessionPersistence', 'nginx moves sessions when pods are added. The gateway keeps a session at its pod until the pod ends, as persistent does.'],
  ['affinity-canary-behavior', 'dropped', '', 'A service with a canary has no sessionPersistence: each request is distributed by weight.'],
  ['session-cookie-name', 'carried', 'sessionPersistence.cookie', CARRIED],
  ['session-cookie-max-age', 'carried', 'sessionPersistence.lifetime', CARRIED],
  ['session-cookie-expires', 'carried', 'sessionPersistence.lifetime', CARRIED],
  ['session-cookie-path', 'dropped', '', COOKIE],
  ['session-cookie-domain', 'dropped', '', COOKIE],
  ['session-cookie-samesite', 'dropped', '', COOKIE],
  ['session-cookie-conditional-samesite-none', 'dropped', '', COOKIE],
  ['session-cookie-secure', 'dropped', '', COOKIE],
  ['session-cookie-change-on-failure', 'dropped', '', 'The gateway moves a session to another pod only when its pod has ended.'],
  ['canary', 'carried', 'canary', 'The Ingress is merged into the one with the same host and path.'],
  ['canary-weight', 'carried', 'canary.weight', 'The share is a whole percentage.'],
  ['canary-weight-total', 'carried', 'canary.weight', 'The share is a whole percentage.'],
  ['canary-by-header', 'approximated', 'canary.header', 'The value always selects the canary in both. nginx never sends requests with the value never to it; the gateway distributes them by weight.'],
  ['canary-by-header-value', 'carried', 'canary.header', CARRIED],
  ['canary-by-header-pattern', 'impossible', '', 'nginx selects the canary by a pattern. The gateway selects it by one exact value, so these requests are distributed by weight.'],
  ['canary-by-cookie', 'impossible', '', 'nginx selects the canary by a cookie. The gateway selects it by a header, so these requests are distributed by weight.'],
  ['custom-headers', 'carried', 'transform.response.set', 'The headers are in a ConfigMap. If it is not among the files, you write them.'],
  ['custom-http-errors', 'dropped', '', 'nginx replaces responses with these statuses. The gateway does not: errors.pages sets bodies by status.'],
  ['default-backend', 'dropped', '', 'nginx sends requests here while the service has no endpoints. The gateway answers 503: failover names a Service that then gets the requests.'],
  ['disable-proxy-intercept-errors', 'noEffect', '', 'The gateway does not replace responses of services.'],
  ['mirror-target', 'dropped', '', MIRROR],
  ['mirror-request-body', 'dropped', '', 'off makes nginx mirror requests without their body. The gateway always sends the body.'],
  ['mirror-host', 'dropped', '', MIRROR],
  // TLS
  ['ssl-passthrough', 'asked', 'streams', 'The gateway forwards the connection without decryption, so no other annotation applies. Confirm it with publicReason of the stream.', 'access'],
  ['ssl-ciphers', 'dropped', '', PER_HOST_TLS],
  ['ssl-prefer-server-ciphers', 'dropped', '', PER_HOST_TLS],
  ['proxy-ssl-secret', 'asked', 'ca, identity', 'nginx verifies the service with ca.crt of this Secret, and sends its certificate. Create a ConfigMap with ca.crt and set ca. If the service requires a client certificate, set identity: { mtls: { secret } }.', 'access'],
  ['proxy-ssl-verify', 'noEffect', '', 'The gateway always verifies the certificate of an https backend.'],
  ['proxy-ssl-verify-depth', 'dropped', '', 'nginx limits the length of the certificate chain. Envoy does not.'],
  ['proxy-ssl-name', 'dropped', '', 'nginx verifies this name in the certificate of the service. The gateway verifies the one in the URL of the backend: write it there, or { url, serverName }.'],
  ['proxy-ssl-server-name', 'noEffect', '', 'The gateway always sends the name (SNI).'],
  ['proxy-ssl-ciphers', 'dropped', '', UPSTREAM_TLS],
  ['proxy-ssl-protocols', 'dropped', '', UPSTREAM_TLS],
  // Snippets, firewall, observability
  ['configuration-snippet', 'dropped', '', `${SNIPPET} If it contains access rules, the service stays undecided.`, 'access'],
  ['server-snippet', 'dropped', '', `${SNIPPET} If it contains access rules, all services of the host stay undecided.`, 'access'],
  ['stream-snippet', 'dropped', '', SNIPPET],
  ['enable-modsecurity', 'impossible', '', MODSECURITY, 'access'],
  ['enable-owasp-core-rules', 'impossible', '', MODSECURITY, 'access'],
  ['modsecurity-transaction-id', 'impossible', '', MODSECURITY],
  ['modsecurity-snippet', 'impossible', '', MODSECURITY, 'access'],
  ['enable-access-log', 'dropped', '', 'The access log is a setting of the whole gateway: observability.accessLog.'],
  ['enable-rewrite-log', 'noEffect', '', 'It only changes what nginx writes to its log.'],
  ['enable-opentelemetry', 'dropped', '', TRACING],
  ['opentelemetry-trust-incoming-span', 'dropped', '', TRACING],
  ['opentelemetry-operation-name', 'dropped', '', TRACING],
  ['http2-push-preload', 'noEffect', '', 'Browsers no longer support HTTP/2 push.'],
  ['fastcgi-index', 'impossible', '', 'Envoy does not speak FastCGI. Run a web server in front of the application.'],
  ['fastcgi-params-configmap', 'impossible', '', 'Envoy does not speak FastCGI. Run a web server in front of the application.'],
];

/** By name, without the prefix `nginx.ingress.kubernetes.io/`. */
export const KNOWN: Readonly<Record<string, KnownAnnotation>> = Object.fromEntries(
  ROWS.map(([name, verdict, answer, difference, access]) => [
    name,
    { verdict, answer, difference, access: access !== undefined },
  ]),
);
