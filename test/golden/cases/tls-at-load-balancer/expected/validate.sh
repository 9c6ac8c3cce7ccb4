  --only ID|GROUP       run only these checks; ID and GROUP may be a prefix or
                        a pattern with *; repeatable
  --skip ID|GROUP       do not run these checks; same syntax as --only
  --list                list the checks without running them
  --address ADDRESS     address of the gateway
                        (default: from the status of the Gateway)
  --http-port PORT      (default: 80)
  --https-port PORT     (default: 443)
  --insecure, -k        do not verify the certificate (self-signed trials)
  --cacert FILE         verify the certificate with this CA
  --clear-text          send requests to the proxies without TLS, as the load
                        balancer does (with --address of the proxies)
  --credentials FILE    read variables from this file too, one NAME=VALUE a line
  --reached "404 405"   more statuses that count as a response of a service
  --marker HEADER       response header that names the backend
                        (default: x-backend)
  --timeout SECONDS     timeout of one request (default: 10)
  --json                print one JSON object per line instead of TAP
  --no-color            print without colors

ONLY=() SKIP=() LIST=0 ADDRESS='' HTTP_PORT=80 HTTPS_PORT=443 REACHED='' MARKER=x-backend TIMEOUT=10 JSON=0 COLOR=1
TRUST=()
CLEAR=0
credentials=''
while [ $# -gt 0 ]; do
  case "$1" in
    --list) LIST=1 ;;
    --insecure | -k) TRUST=(--insecure) ;;
    --json) JSON=1 ;;
    --clear-text) CLEAR=1 ;;
    --no-color) COLOR=0 ;;
    -h | --help) usage; exit 0 ;;
    --only | --skip | --address | --http-port | --https-port | --cacert | --credentials | --reached | --marker | --timeout)
      [ $# -ge 2 ] || { echo "Option $1 needs a value. Run with --help." >&2; exit 2; }
      case "$1" in
        --only) ONLY+=("$2") ;;
        --skip) SKIP+=("$2") ;;
        --address) ADDRESS=$2 ;;
        --http-port) HTTP_PORT=$2 ;;
        --https-port) HTTPS_PORT=$2 ;;
        --cacert) TRUST=(--cacert "$2") ;;
        --credentials) credentials=$2 ;;
        --reached) REACHED=$2 ;;
        --marker) MARKER=$2 ;;
        --timeout) TIMEOUT=$2 ;;
      esac
      shift ;;
    *) echo "Unknown option: $1. Run with --help." >&2; exit 2 ;;
  esac
  shift
done
case "$TIMEOUT$HTTP_PORT$HTTPS_PORT" in *[!0-9]*) echo '--timeout and the ports must be whole numbers.' >&2; exit 2 ;; esac
[ -t 1 ] && [ -z "${NO_COLOR:-}" ] || COLOR=0

# The checks: ID GROUP REQUESTS FILE TITLE UNSEEN -- FUNCTION ARGUMENTS; see `run`.
# Split into parts, because bash needs stack for each line of a function.
part_1() {
  gather BackendTrafficPolicy shop default-unlimited '{.spec.healthCheck.active.type} {.spec.healthCheck.active.interval} {.spec.healthCheck.active.unhealthyThreshold}{"\n"}{.spec.healthCheck.passive.consecutive5XxErrors}{"\n"}{.spec.targetSelectors[*].matchLabels.eg-api-gateway/traffic}{"\n"}{.spec.retry.retryOn.triggers[*]} {.spec.retry.retryOn.httpStatusCodes}{"\n"}{.spec.circuitBreaker.maxParallelRequests} {.spec.circuitBreaker.maxPendingRequests} {.spec.circuitBreaker.maxConnections}{"\n"}{.spec.loadBalancer.type} {.spec.loadBalancer.consistentHash.type}{"\n"}'
  gather SecurityPolicy shop shop-closed '{.spec.targetRefs[0].sectionName} {.spec.authorization.defaultAction}{"\n"}'
  gather ClientTrafficPolicy shop shop '{.spec.connection.connectionLimit.value} {.spec.http2.maxConcurrentStreams}{"\n"}{.spec.path.escapedSlashesAction}{"\n"}{.spec.headers.earlyRequestHeaders.remove[*]}{"\n"}'
  gather SecurityPolicy shop customers '{.spec.targetSelectors[*].matchLabels.eg-api-gateway/security}{"\n"}{.spec.authorization.defaultAction}{"\n"}{.spec.authorization.rules[*].name}{"\n"}{.spec.jwt.providers[*].issuer}{"\n"}{.spec.jwt.providers[*].audiences[*]}{"\n"}{.spec.jwt.providers[*].claimToHeaders[*].header}{"\n"}{.spec.authorization.rules[*].cel}{"\n"}'
  gather SecurityPolicy shop public '{.spec.targetSelectors[*].matchLabels.eg-api-gateway/security}{"\n"}{.spec.authorization.defaultAction}{"\n"}{.spec.authorization.rules[*].name}{"\n"}'
  gather HTTPRoute shop orders '{.spec.rules[*].timeouts.request}{"\n"}'
  run gateway.programmed programmed 0 20-gateway.yaml 'the Gateway is programmed and has an address' - -- check_programmed
  run accepted.HTTPRoute accepted 0 40-httproutes.yaml '4 HTTPRoutes: accepted, attached and not overridden' - -- check_accepted HTTPRoute shop-catch-all shop-http-redirect orders redirects
  run accepted.SecurityPolicy accepted 0 50-securitypolicies.yaml '4 SecurityPolicies: accepted, attached and not overridden' - -- check_accepted SecurityPolicy '~shop-closed' shop-catch-all customers public
  run accepted.BackendTrafficPolicy accepted 0 60-backendtrafficpolicies.yaml '1 BackendTrafficPolicy: accepted, attached and not overridden' - -- check_accepted BackendTrafficPolicy default-unlimited
  run accepted.ClientTrafficPolicy accepted 0 70-clienttrafficpolicy.yaml '1 ClientTrafficPolicy: accepted, attached and not overridden' - -- check_accepted ClientTrafficPolicy '~shop'
  run orders.auth.no-credentials unauthenticated 1 50-securitypolicies.yaml 'orders: a request without credentials is rejected' - -- check_http 401 '' '' - GET https /orders
  run orders.auth.unsigned-token unauthenticated 1 50-securitypolicies.yaml 'orders: a token without a valid signature is rejected' - -- check_http 401 '' '' - GET https /orders 'Authorization: Bearer bm90.YS50.b2tlbg'
  run orders.auth.token-in-query unauthenticated 1 50-securitypolicies.yaml 'orders: a token in the query string is rejected' - -- check_http 401 '' '' query:TOKEN_CUSTOMERS:access_token GET https /orders
  run orders.auth.accepted authenticated 1 40-httproutes.yaml 'orders: a request with credentials reaches the service' - -- check_http reached '' '' bearer:TOKEN_CUSTOMERS GET https /orders
  run orders+1.healthCheck health 0 60-backendtrafficpolicies.yaml 'orders, redirects: active health check (BackendTrafficPolicy default-unlimited)' - -- check_configured BackendTrafficPolicy shop default-unlimited 1 '{.spec.healthCheck.active.type} {.spec.healthCheck.active.interval} {.spec.healthCheck.active.unhealthyThreshold}' 'TCP 10s 3'
  run orders+1.healthCheck.passive health 0 60-backendtrafficpolicies.yaml 'orders, redirects: passive health check (BackendTrafficPolicy default-unlimited)' - -- check_configured BackendTrafficPolicy shop default-unlimited 2 '{.spec.healthCheck.passive.consecutive5XxErrors}' 5
  run gateway.closed configured 0 20-gateway.yaml 'the https listener denies by default' - -- check_configured SecurityPolicy shop shop-closed 1 '{.spec.targetRefs[0].sectionName} {.spec.authorization.defaultAction}' 'https Deny'
  run traffic.connections configured 0 70-clienttrafficpolicy.yaml 'connections per proxy are limited' - -- check_configured ClientTrafficPolicy shop shop 1 '{.spec.connection.connectionLimit.value} {.spec.http2.maxConcurrentStreams}' '6000 100'
  run paths.escaped-slashes configured 0 70-clienttrafficpolicy.yaml 'paths with encoded slashes are rejected' - -- check_configured ClientTrafficPolicy shop shop 2 '{.spec.path.escapedSlashesAction}' RejectRequest
  run headers.identity configured 0 70-clienttrafficpolicy.yaml 'identity headers of clients are removed' - -- check_configured ClientTrafficPolicy shop shop 3 '{.spec.headers.earlyRequestHeaders.remove[*]}' 'x-basic-user x-client-id x-gateway-filters'
  run orders.auth.routes configured 0 50-securitypolicies.yaml 'orders: the policy selects its routes (SecurityPolicy customers)' - -- check_configured SecurityPolicy shop customers 1 '{.spec.targetSelectors[*].matchLabels.eg-api-gateway/security}' 'customers customers'
  run orders.auth.default configured 0 50-securitypolicies.yaml 'orders: the default action is Deny (SecurityPolicy customers)' - -- check_configured SecurityPolicy shop customers 2 '{.spec.authorization.defaultAction}' Deny
  run orders.allow.rules configured 0 50-securitypolicies.yaml 'orders: 1 allow rule (SecurityPolicy customers)' - -- check_configured SecurityPolicy shop customers 3 '{.spec.authorization.rules[*].name}' customers
  run orders.auth.issuer configured 0 50-securitypolicies.yaml 'orders: issuers (SecurityPolicy customers)' - -- check_configured SecurityPolicy shop customers 4 '{.spec.jwt.providers[*].issuer}' https://auth.example.com/
  run orders.auth.audiences configured 0 50-securitypolicies.yaml 'orders: audiences (SecurityPolicy customers)' - -- check_configured SecurityPolicy shop customers 5 '{.spec.jwt.providers[*].audiences[*]}' api
  run orders.auth.claims configured 0 50-securitypolicies.yaml 'orders: headers with claims for services (SecurityPolicy customers)' - -- check_configured SecurityPolicy shop customers 6 '{.spec.jwt.providers[*].claimToHeaders[*].header}' ''
  run orders.auth.expiry configured 0 50-securitypolicies.yaml 'orders: tokens must expire (SecurityPolicy customers)' - -- check_configured SecurityPolicy shop customers 7 '{.spec.authorization.rules[*].cel}' ''\''exp'\'' in metadata.filter_metadata['\''envoy.filters.http.jwt_authn'\'']['\''customers'\'']'
  run redirects.auth.routes configured 0 50-securitypolicies.yaml 'redirects: the policy selects its routes (SecurityPolicy public)' - -- check_configured SecurityPolicy shop public 1 '{.spec.targetSelectors[*].matchLabels.eg-api-gateway/security}' 'public public'
  run redirects.auth.default configured 0 50-securitypolicies.yaml 'redirects: the default action is Allow (SecurityPolicy public)' - -- check_configured SecurityPolicy shop public 2 '{.spec.authorization.defaultAction}' Allow
  run redirects.allow.rules configured 0 50-securitypolicies.yaml 'redirects: 0 allow rules (SecurityPolicy public)' - -- check_configured SecurityPolicy shop public 3 '{.spec.authorization.rules[*].name}' ''
  run orders+1.traffic.routes configured 0 60-backendtrafficpolicies.yaml 'orders, redirects: the policy selects its routes (BackendTrafficPolicy default-unlimited)' - -- check_configured BackendTrafficPolicy shop default-unlimited 3 '{.spec.targetSelectors[*].matchLabels.eg-api-gateway/traffic}' default-unlimited
  run orders+1.retries configured 0 60-backendtrafficpolicies.yaml 'orders, redirects: retries: safe (BackendTrafficPolicy default-unlimited)' - -- check_configured BackendTrafficPolicy shop default-unlimited 4 '{.spec.retry.retryOn.triggers[*]} {.spec.retry.retryOn.httpStatusCodes}' 'connect-failure refused-stream reset-before-request'
  run orders+1.traffic.parallel configured 0 60-backendtrafficpolicies.yaml 'orders, redirects: parallel and pending requests are limited (BackendTrafficPolicy default-unlimited)' - -- check_configured BackendTrafficPolicy shop default-unlimited 5 '{.spec.circuitBreaker.maxParallelRequests} {.spec.circuitBreaker.maxPendingRequests} {.spec.circuitBreaker.maxConnections}' '100 50 100'
  run orders+1.loadBalancing configured 0 60-backendtrafficpolicies.yaml 'orders, redirects: load balancing: leastRequest (BackendTrafficPolicy default-unlimited)' - -- check_configured BackendTrafficPolicy shop default-unlimited 6 '{.spec.loadBalancer.type} {.spec.loadBalancer.consistentHash.type}' LeastRequest
  run gateway.listener.HTTPRoute configured 0 40-httproutes.yaml 'every HTTPRoute of a service names the https listeners of its hosts' - -- check_listeners HTTPRoute
  run orders.timeout configured 0 40-httproutes.yaml 'orders: timeouts of HTTPRoute orders' - -- check_configured HTTPRoute shop orders 1 '{.spec.rules[*].timeouts.request}' 15s
  run redirects.auth.none public 1 50-securitypolicies.yaml 'redirects: public, no authentication' - -- check_http 308 'location: ^https?://[^/]+(:[0-9]+)?/orders([/?].*)?$' '' - GET https /old
  run orders.auth.forged-x-basic-user forged 1 70-clienttrafficpolicy.yaml 'orders: a forged x-basic-user grants no access' - -- check_http 401 '' '' - GET https /orders 'x-basic-user: forged'
  run orders.auth.removed-x-basic-user forged 1 70-clienttrafficpolicy.yaml 'orders: a forged x-basic-user does not reach the service' - -- check_forged x-basic-user bearer:TOKEN_CUSTOMERS GET https /orders
  run orders.auth.forged-x-client-id forged 1 70-clienttrafficpolicy.yaml 'orders: a forged x-client-id grants no access' - -- check_http 401 '' '' - GET https /orders 'x-client-id: forged'
  run orders.auth.removed-x-client-id forged 1 70-clienttrafficpolicy.yaml 'orders: a forged x-client-id does not reach the service' - -- check_forged x-client-id bearer:TOKEN_CUSTOMERS GET https /orders
  run orders.auth.forged-x-gateway-filters forged 1 70-clienttrafficpolicy.yaml 'orders: a forged x-gateway-filters grants no access' - -- check_http 401 '' '' - GET https /orders 'x-gateway-filters: forged'
  run orders.auth.removed-x-gateway-filters forged 1 70-clienttrafficpolicy.yaml 'orders: a forged x-gateway-filters does not reach the service' - -- check_forged x-gateway-filters bearer:TOKEN_CUSTOMERS GET https /orders
  run redirect.get redirect 1 20-gateway.yaml 'http is redirected to https with path and query' - -- check_http '301 308' 'location: ^https://api\.example\.com(:443)?/validate\?x=1$' '' - GET http '/validate?x=1'
  run redirect.clear-text redirect 1 40-httproutes.yaml '/orders is not served over http' - -- check_http '301 308' '' '' - GET http /orders
  run redirect.shop.example.org redirect 1 20-gateway.yaml 'http://shop.example.org is redirected to https://shop.example.org' - -- check_at shop.example.org check_http '301 308' 'location: ^https://shop\.example\.org(:443)?/validate\?x=1$' '' - GET http '/validate?x=1'
  run hostname.foreign-https hostname 1 20-gateway.yaml 'an unknown Host header gets 404 or 421 over TLS' - -- check_foreign host /orders
  run hostname.unknown-path hostname 1 20-gateway.yaml 'an unknown path answers 404' - -- check_http 404 '' '' - GET https /validate-nothing-is-here
  run headers.underscores paths 1 70-clienttrafficpolicy.yaml 'a header name with an underscore is rejected' - -- check_underscores
  run orders.path.slash paths 1 70-clienttrafficpolicy.yaml 'orders: /orders/..%2forders does not bypass authentication' - -- check_http '302 307 400 401 403 404' '' '' - GET https /orders/..%2forders
  run orders.path.backslash paths 1 70-clienttrafficpolicy.yaml 'orders: /orders/..%5corders does not bypass authentication' - -- check_http '302 307 400 401 403 404' '' '' - GET https /orders/..%5corders
  run orders.path.double paths 1 70-clienttrafficpolicy.yaml 'orders: //orders does not bypass authentication' - -- check_http '302 307 400 401 403 404' '' '' - GET https //orders
  run orders.path.dots paths 1 70-clienttrafficpolicy.yaml 'orders: /orders/x/%2e%2e/y does not bypass authentication' - -- check_http '302 307 400 401 403 404' '' '' - GET https /orders/x/%2e%2e/y
  run orders.path.parent paths 1 70-clienttrafficpolicy.yaml 'orders: /.well-known/../orders does not bypass authentication' - -- check_http '302 307 400 401 403 404' '' '' - GET https /.well-known/../orders
  run orders.path.letter paths 1 70-clienttrafficpolicy.yaml 'orders: /%6frders does not bypass authentication' - -- check_http '302 307 400 401 403 404' '' '' - GET https /%6frders
  run orders.path.semicolon paths 1 70-clienttrafficpolicy.yaml 'orders: /orders/..;/orders does not bypass authentication' - -- check_http '302 307 400 401 403 404' '' '' - GET https '/orders/..;/orders'
  run orders.path.null paths 1 70-clienttrafficpolicy.yaml 'orders: /orders%00 does not bypass authentication' - -- check_http '302 307 400 401 403 404' '' '' - GET https /orders%00
  run observability.accessLog log 1 10-gatewayclass.yaml 'the access log contains the request but no credential' - -- check_log /orders
}
checks() {
  local part
  for ((part = 1; part <= 1; part++)); do "part_$part"; done
}
