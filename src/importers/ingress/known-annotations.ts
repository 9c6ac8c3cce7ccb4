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
const PER_HOST_TLS = 'Envoy Gateway sets it for the listener, not for a host: tls.ciphers and tls.minVersion.';
const SNIPPET =
  'Text of the nginx configuration has no meaning in Envoy. The report shows the text. Add the answers that do the same.';
const MODSECURITY =
  'Envoy Gateway has no web application firewall. Requests that the rules blocked reach the service. Use an extension (extensions.wasm) or a firewall in front of the gateway.';
const COOKIE = 'Envoy Gateway sets the session cookie without this attribute.';
const REDIRECT_HEADER = 'Envoy does not rewrite Location headers of responses. The service must send the right ones.';
const COOKIE_REWRITE = 'Envoy does not rewrite Set-Cookie headers of responses. The service must send the right ones.';
const UPSTREAM_TLS = 'Use a patch of BackendTLSPolicy or EnvoyProxy if the service needs it.';
const MIRROR =
  'Mirrors are Services of the same namespace: set mirror of the service. Other targets are not available.';
const TRACING = 'Tracing is set for the whole gateway: observability.tracing.';

// biome-ignore format: a table
const ROWS: readonly Row[] = [
  // Paths and redirects
  ['rewrite-target', 'carried', 'rewrite', 'A capture group for the rest of the path becomes a replaced prefix, a pattern for one segment a template. nginx replaces the whole path if the target has no group; the answer replaces the prefix. Other groups become a pattern with the same groups (path: regex:, rewrite: /internal/$1/$2). A pattern without a fixed first segment is left out, and so is one whose target has no group. It makes all paths of its hosts patterns, see use-regex.'],
  ['use-regex', 'approximated', 'path, regex:', 'nginx compares patterns without upper and lower case, and a pattern matches everything that begins with it. The answers have the same patterns, but compare case. One such Ingress makes all paths of its hosts patterns.'],
  ['app-root', 'carried', 'redirects', CARRIED],
  ['permanent-redirect', 'approximated', 'redirects', 'nginx sends exactly this URL. Envoy Gateway adds the rest of the path and the query.'],
  ['permanent-redirect-code', 'carried', 'redirects[].status', CARRIED],
  ['temporal-redirect', 'approximated', 'redirects', 'nginx sends exactly this URL. Envoy Gateway adds the rest of the path and the query.'],
  ['temporal-redirect-code', 'carried', 'redirects[].status', CARRIED],
  ['from-to-www-redirect', 'carried', 'redirects', CARRIED],
  ['ssl-redirect', 'noEffect', '', 'The gateway redirects port 80 to https for all hosts. To serve a public service without TLS too, set its plainHttp to the reason.'],
  ['force-ssl-redirect', 'noEffect', '', 'The gateway redirects port 80 to https for all hosts. If a load balancer has the certificate, set tls.terminatedByLoadBalancer.'],
  ['preserve-trailing-slash', 'noEffect', '', 'The redirect to https keeps the path as it is.'],
  ['relative-redirects', 'dropped', '', 'Redirects of the gateway contain the host.'],
  ['use-port-in-redirects', 'dropped', '', 'Redirects of the gateway contain no port.'],
  ['server-alias', 'carried', 'hostnames', 'Names become hosts of the service. A regular expression cannot.'],
  ['x-forwarded-prefix', 'carried', 'transform.request.set', 'nginx sets the header only with rewrite-target, the gateway always.'],
  ['upstream-vhost', 'dropped', '', 'The service receives the host of the client. Change it with a patch of the HTTPRoute (filter URLRewrite, hostname).'],
  ['proxy-redirect-from', 'impossible', '', REDIRECT_HEADER],
  ['proxy-redirect-to', 'impossible', '', REDIRECT_HEADER],
  ['proxy-cookie-domain', 'impossible', '', COOKIE_REWRITE],
  ['proxy-cookie-path', 'impossible', '', COOKIE_REWRITE],
  // Authentication and access
  ['auth-type', 'carried', 'auth.methods', 'basic becomes a method of type basic. Envoy has no digest authentication, so the service stays undecided.', 'access'],
  ['auth-secret', 'asked', 'auth.methods.NAME.secret', 'Envoy accepts SHA entries only, in the key .htpasswd of a Secret in the namespace of the Gateway. Other hashes cannot be converted: set the passwords again with htpasswd -s.', 'access'],
  ['auth-secret-type', 'asked', 'auth.methods.NAME.secret', 'Envoy reads one file of users in the key .htpasswd, for both types.', 'access'],
  ['auth-realm', 'dropped', '', 'Envoy sends its own realm. Browsers show it in the dialog for the password.'],
  ['auth-url', 'approximated', 'auth.methods (extAuth)', 'Envoy calls the authorizer with the method of the request instead of GET, and only 200 allows it instead of any 2xx. It sends Authorization, Cookie and the headers in headers, not X-Original-URL and X-Auth-Request-Redirect. URLs with variables, a query or an external host cannot be translated, so the service stays undecided.', 'access'],
  ['auth-method', 'dropped', '', 'Envoy calls the authorizer with the method of the request.', 'access'],
  ['auth-signin', 'asked', '', 'Envoy sends the response of the authorizer to the client and does not redirect. Let the authorizer answer with the redirect, or use a method of type oidc.', 'access'],
  ['auth-signin-redirect-param', 'asked', '', 'It belongs to auth-signin, which has no answer.', 'access'],
  ['auth-response-headers', 'carried', 'auth.methods.NAME.headersToBackend', CARRIED, 'access'],
  ['auth-proxy-set-headers', 'dropped', '', 'The authorizer does not receive these headers.', 'access'],
  ['auth-request-redirect', 'dropped', '', 'The authorizer does not receive X-Auth-Request-Redirect.', 'access'],
  ['auth-snippet', 'dropped', '', 'The service stays undecided, because the text changes the call of the authorizer.', 'access'],
  ['auth-cache-key', 'dropped', '', 'Envoy does not cache decisions: each request calls the authorizer.', 'access'],
  ['auth-cache-duration', 'dropped', '', 'Envoy does not cache decisions: each request calls the authorizer.', 'access'],
  ['auth-keepalive', 'noEffect', '', KEEPALIVE],
  ['auth-keepalive-share-vars', 'noEffect', '', KEEPALIVE],
  ['auth-keepalive-requests', 'noEffect', '', KEEPALIVE],
  ['auth-keepalive-timeout', 'noEffect', '', KEEPALIVE],
  ['auth-always-set-cookie', 'dropped', '', 'Envoy does not send cookies of an authorizer that allows the request to the client.', 'access'],
  ['enable-global-auth', 'carried', 'auth: none', 'false makes the service public only if the ConfigMap of the controller is given and has global-auth-url. Otherwise a person decides.', 'access'],
  ['satisfy', 'asked', '', 'With any, an address or a credential is enough. The answers need both, so the service stays undecided.', 'access'],
  ['auth-tls-secret', 'asked', 'tls.clientAuth.ca', 'The CA is in a ConfigMap (key ca.crt) in the namespace of the Gateway instead of a Secret. It applies to all hosts of the gateway, and a connection without a certificate fails instead of getting 400.', 'access'],
  ['auth-tls-verify-client', 'carried', 'tls.clientAuth.optional', 'on and optional mean the same. optional_no_ca is not available, so the service stays undecided.', 'access'],
  ['auth-tls-verify-depth', 'dropped', '', 'Envoy accepts chains of any length to the CA.', 'access'],
  ['auth-tls-error-page', 'impossible', '', 'The connection fails before HTTP, so there is no page.', 'access'],
  ['auth-tls-pass-certificate-to-upstream', 'approximated', 'tls.clientAuth', 'The service receives X-Forwarded-Client-Cert instead of ssl-client-cert and ssl-client-subject-dn.', 'access'],
  ['auth-tls-match-cn', 'asked', '', 'No answer restricts names of certificates, so the service stays undecided.', 'access'],
  ['whitelist-source-range', 'carried', 'allow.cidrs', 'Set traffic.clientsBehind, so that the gateway reads the address of the client.', 'access'],
  ['allowlist-source-range', 'carried', 'allow.cidrs', 'Set traffic.clientsBehind, so that the gateway reads the address of the client.', 'access'],
  ['denylist-source-range', 'carried', 'deny.cidrs', 'Set traffic.clientsBehind, so that the gateway reads the address of the client.', 'access'],
  // Limits
  ['limit-rps', 'approximated', 'rateLimit.limits', 'Requests above the limit get 429 instead of 503. nginx also accepts a burst of five times the limit (limit-burst-multiplier), and counts in each replica; here the limit is divided by the replicas.'],
  ['limit-rpm', 'approximated', 'rateLimit.limits', 'Requests above the limit get 429 instead of 503. nginx also accepts a burst of five times the limit (limit-burst-multiplier), and counts in each replica; here the limit is divided by the replicas.'],
  ['limit-burst-multiplier', 'dropped', '', 'A limit has no burst. Raise the limit, or use two limits: [100/minute, 5/second].'],
  ['limit-whitelist', 'carried', 'rateLimit.exempt.cidrs', 'Envoy Gateway can exempt one network; of several, none is exempt.'],
  ['limit-allowlist', 'carried', 'rateLimit.exempt.cidrs', 'Envoy Gateway can exempt one network; of several, none is exempt.'],
  ['limit-connections', 'impossible', '', 'Envoy does not count connections of a client address. circuitBreaker limits those to the service.'],
  ['limit-rate', 'impossible', '', 'Envoy Gateway does not limit the bandwidth of responses.'],
  ['limit-rate-after', 'impossible', '', 'Envoy Gateway does not limit the bandwidth of responses.'],
  // CORS
  ['enable-cors', 'carried', 'cors', 'false means no CORS, also if the whole API has it.'],
  ['cors-allow-origin', 'carried', 'cors.origins', 'Any web site (*, which is the default of ingress-nginx) has no answer: name the web sites.'],
  ['cors-allow-methods', 'carried', 'cors.methods', CARRIED],
  ['cors-allow-headers', 'carried', 'cors.headers', CARRIED],
  ['cors-expose-headers', 'carried', 'cors.exposeHeaders', CARRIED],
  ['cors-allow-credentials', 'carried', 'cors.credentials', CARRIED],
  ['cors-max-age', 'carried', 'cors.maxAge', CARRIED],
  // Sizes, times, retries
  ['proxy-body-size', 'carried', 'maxRequestBody', 'Without it, the limit of ingress-nginx is 1m; the answers contain it. 0 is no limit.'],
  ['proxy-connect-timeout', 'carried', 'connection.connectTimeout', CARRIED],
  ['proxy-read-timeout', 'approximated', 'timeout', 'nginx limits the time between two parts of a response, the gateway the time of the whole request. Without it, ingress-nginx waits 60s; the answers contain it. Set timeout: 0s for endless streams.'],
  ['proxy-send-timeout', 'approximated', 'timeout', 'The gateway limits the time of the whole request. The longer one of both timeouts applies.'],
  ['proxy-next-upstream', 'approximated', 'retries', 'off becomes none. Other conditions need retries.idempotent, which a person confirms; without it, only requests that no service has processed are repeated.'],
  ['proxy-next-upstream-tries', 'approximated', 'retries.attempts', 'nginx counts the first attempt, the answer only the repetitions.'],
  ['proxy-next-upstream-timeout', 'dropped', '', 'Repetitions end with the timeout of the request. retries.perTryTimeout limits each attempt.'],
  ['client-body-buffer-size', 'noEffect', '', BUFFERS],
  ['proxy-buffering', 'noEffect', '', BUFFERS],
  ['proxy-buffers-number', 'noEffect', '', BUFFERS],
  ['proxy-buffer-size', 'noEffect', '', `${BUFFERS} Larger headers of responses need no setting.`],
  ['proxy-busy-buffers-size', 'noEffect', '', BUFFERS],
  ['proxy-max-temp-file-size', 'noEffect', '', BUFFERS],
  ['proxy-request-buffering', 'dropped', '', 'off means that a body is forwarded while it arrives. A proxy with maxRequestBody receives the whole body first: set maxRequestBody: none.'],
  ['proxy-http-version', 'dropped', '', 'Envoy uses HTTP/1.1 to services, or HTTP/2 for protocol grpc and appProtocol kubernetes.io/h2c. HTTP/1.0 is not available.'],
  ['connection-proxy-header', 'noEffect', '', 'Envoy sets the Connection header to the service itself.'],
  // Services
  ['backend-protocol', 'carried', 'protocol, backend', 'GRPC becomes protocol grpc. HTTPS and GRPCS become an https backend: the gateway verifies its certificate, which nginx does not, so ca is asked. FCGI is not available.'],
  ['service-upstream', 'dropped', '', 'Envoy sends requests to the pods of a Service itself.'],
  ['load-balance', 'approximated', 'loadBalancing', 'ewma becomes leastRequest, round_robin becomes roundRobin.'],
  ['upstream-hash-by', 'carried', 'loadBalancing.consistentHash', 'A header, a cookie or the address of the client. Other variables are dropped.'],
  ['upstream-hash-by-subset', 'dropped', '', 'Envoy hashes to one endpoint, not to a group of them.'],
  ['upstream-hash-by-subset-size', 'dropped', '', 'Envoy hashes to one endpoint, not to a group of them.'],
  ['affinity', 'approximated', 'sessionPersistence', 'The cookie has another value, so each session changes its pod once.'],
  ['affinity-mode', 'approximated', 'sessionPersistence', 'A session stays at its pod until the pod ends, as with persistent.'],
  ['affinity-canary-behavior', 'dropped', '', 'A service with a canary has no sessionPersistence.'],
  ['session-cookie-name', 'carried', 'sessionPersistence.cookie', CARRIED],
  ['session-cookie-max-age', 'carried', 'sessionPersistence.lifetime', CARRIED],
  ['session-cookie-expires', 'carried', 'sessionPersistence.lifetime', CARRIED],
  ['session-cookie-path', 'dropped', '', COOKIE],
  ['session-cookie-domain', 'dropped', '', COOKIE],
  ['session-cookie-samesite', 'dropped', '', COOKIE],
  ['session-cookie-conditional-samesite-none', 'dropped', '', COOKIE],
  ['session-cookie-secure', 'dropped', '', COOKIE],
  ['session-cookie-change-on-failure', 'dropped', '', 'A session gets another pod when its pod has ended.'],
  ['canary', 'carried', 'canary', 'The Ingress is merged into the one with the same host and path.'],
  ['canary-weight', 'carried', 'canary.weight', 'The share is a whole percentage.'],
  ['canary-weight-total', 'carried', 'canary.weight', 'The share is a whole percentage.'],
  ['canary-by-header', 'approximated', 'canary.header', 'always goes to the canary. never has no effect: such requests are distributed by weight.'],
  ['canary-by-header-value', 'carried', 'canary.header', CARRIED],
  ['canary-by-header-pattern', 'impossible', '', 'A canary is selected by one exact value. These requests are distributed by weight.'],
  ['canary-by-cookie', 'impossible', '', 'A canary is selected by a header. These requests are distributed by weight.'],
  ['custom-headers', 'carried', 'transform.response.set', 'If the ConfigMap is among the files. Otherwise a person writes the headers.'],
  ['custom-http-errors', 'dropped', '', 'Responses with these statuses are not replaced. errors.pages sets bodies by status.'],
  ['default-backend', 'dropped', '', 'While the service has no endpoints, requests get 503. failover names a Service that then receives them.'],
  ['disable-proxy-intercept-errors', 'noEffect', '', 'The gateway does not replace responses of services.'],
  ['mirror-target', 'dropped', '', MIRROR],
  ['mirror-request-body', 'dropped', '', 'Mirrored requests always have their body.'],
  ['mirror-host', 'dropped', '', MIRROR],
  // TLS
  ['ssl-passthrough', 'asked', 'streams', 'The connection is forwarded without decryption, so no other annotation applies. You confirm it with publicReason.', 'access'],
  ['ssl-ciphers', 'dropped', '', PER_HOST_TLS],
  ['ssl-prefer-server-ciphers', 'dropped', '', PER_HOST_TLS],
  ['proxy-ssl-secret', 'asked', 'ca, identity', 'Create a ConfigMap with its ca.crt and set ca to the name. If the service requires a client certificate, set identity: { mtls: { secret } }.', 'access'],
  ['proxy-ssl-verify', 'noEffect', '', 'The gateway always verifies the certificate of an https backend.'],
  ['proxy-ssl-verify-depth', 'dropped', '', 'Envoy accepts chains of any length to the CA.'],
  ['proxy-ssl-name', 'dropped', '', 'The gateway verifies the name in the URL of the backend. Write that name, or { url, serverName }.'],
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
  ['enable-access-log', 'dropped', '', 'The access log is set for the whole gateway: observability.accessLog.'],
  ['enable-rewrite-log', 'noEffect', '', 'It only changes what nginx writes to its log.'],
  ['enable-opentelemetry', 'dropped', '', TRACING],
  ['opentelemetry-trust-incoming-span', 'dropped', '', TRACING],
  ['opentelemetry-operation-name', 'dropped', '', TRACING],
  ['http2-push-preload', 'noEffect', '', 'Browsers no longer support HTTP/2 push.'],
  ['fastcgi-index', 'impossible', '', 'Envoy has no FastCGI. Run a web server in front of the application.'],
  ['fastcgi-params-configmap', 'impossible', '', 'Envoy has no FastCGI. Run a web server in front of the application.'],
];

/** By name, without the prefix `nginx.ingress.kubernetes.io/`. */
export const KNOWN: Readonly<Record<string, KnownAnnotation>> = Object.fromEntries(
  ROWS.map(([name, verdict, answer, difference, access]) => [
    name,
    { verdict, answer, difference, access: access !== undefined },
  ]),
);
