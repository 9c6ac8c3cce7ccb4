check_at() { # HOST, then a check of this host
  local HOST=$1 OWN_HOST=$1
  shift
  "$@"
}

# The checks: ID GROUP REQUESTS FILE TITLE UNSEEN -- FUNCTION ARGUMENTS; see `run`.
# Split into parts, because bash needs stack for each line of a function.
part_1() {
  gather BackendTrafficPolicy orders default-unlimited '{.spec.healthCheck.active.type} {.spec.healthCheck.active.interval} {.spec.healthCheck.active.unhealthyThreshold}{"\n"}{.spec.healthCheck.passive.consecutive5XxErrors}{"\n"}{.spec.targetSelectors[*].matchLabels.eg-api-gateway/traffic}{"\n"}{.spec.retry.retryOn.triggers[*]} {.spec.retry.retryOn.httpStatusCodes}{"\n"}{.spec.circuitBreaker.maxParallelRequests} {.spec.circuitBreaker.maxPendingRequests} {.spec.circuitBreaker.maxConnections}{"\n"}{.spec.loadBalancer.type} {.spec.loadBalancer.consistentHash.type}{"\n"}'
  gather SecurityPolicy orders customers '{.spec.targetSelectors[*].matchLabels.eg-api-gateway/security}{"\n"}{.spec.authorization.defaultAction}{"\n"}{.spec.authorization.rules[*].name}{"\n"}{.spec.jwt.providers[*].issuer}{"\n"}{.spec.jwt.providers[*].audiences[*]}{"\n"}{.spec.jwt.providers[*].claimToHeaders[*].header}{"\n"}{.spec.authorization.rules[*].cel}{"\n"}'
  gather HTTPRoute orders orders '{.spec.rules[*].timeouts.request}{"\n"}'
  run gateway.programmed programmed 0 ../../platform/20-gateway.yaml 'the Gateway is programmed and has an address' - -- check_programmed
  run accepted.HTTPRoute accepted 0 40-httproutes.yaml '1 HTTPRoute: accepted, attached and not overridden' - -- check_accepted HTTPRoute orders
  run accepted.SecurityPolicy accepted 0 50-securitypolicies.yaml '1 SecurityPolicy: accepted, attached and not overridden' - -- check_accepted SecurityPolicy customers
  run accepted.BackendTrafficPolicy accepted 0 60-backendtrafficpolicies.yaml '1 BackendTrafficPolicy: accepted, attached and not overridden' - -- check_accepted BackendTrafficPolicy default-unlimited
  run orders.auth.no-credentials unauthenticated 1 50-securitypolicies.yaml 'orders: a request without credentials is rejected' - -- check_at any-host.tenants.example.net check_http 401 '' '' - GET https /v1/orders
  run orders.auth.unsigned-token unauthenticated 1 50-securitypolicies.yaml 'orders: a token without a valid signature is rejected' - -- check_at any-host.tenants.example.net check_http 401 '' '' - GET https /v1/orders 'Authorization: Bearer bm90.YS50.b2tlbg'
  run orders.auth.token-in-query unauthenticated 1 50-securitypolicies.yaml 'orders: a token in the query string is rejected' - -- check_at any-host.tenants.example.net check_http 401 '' '' query:TOKEN_CUSTOMERS:access_token GET https /v1/orders
  run orders.auth.accepted authenticated 1 40-httproutes.yaml 'orders: a request with credentials reaches the service' - -- check_at any-host.tenants.example.net check_http reached '' '' bearer:TOKEN_CUSTOMERS GET https /v1/orders
  run orders.healthCheck health 0 60-backendtrafficpolicies.yaml 'orders: active health check (BackendTrafficPolicy default-unlimited)' - -- check_configured BackendTrafficPolicy orders default-unlimited 1 '{.spec.healthCheck.active.type} {.spec.healthCheck.active.interval} {.spec.healthCheck.active.unhealthyThreshold}' 'TCP 10s 3'
  run orders.healthCheck.passive health 0 60-backendtrafficpolicies.yaml 'orders: passive health check (BackendTrafficPolicy default-unlimited)' - -- check_configured BackendTrafficPolicy orders default-unlimited 2 '{.spec.healthCheck.passive.consecutive5XxErrors}' 5
  run orders.auth.routes configured 0 50-securitypolicies.yaml 'orders: the policy selects its routes (SecurityPolicy customers)' - -- check_configured SecurityPolicy orders customers 1 '{.spec.targetSelectors[*].matchLabels.eg-api-gateway/security}' 'customers customers'
  run orders.auth.default configured 0 50-securitypolicies.yaml 'orders: the default action is Deny (SecurityPolicy customers)' - -- check_configured SecurityPolicy orders customers 2 '{.spec.authorization.defaultAction}' Deny
  run orders.allow.rules configured 0 50-securitypolicies.yaml 'orders: 1 allow rule (SecurityPolicy customers)' - -- check_configured SecurityPolicy orders customers 3 '{.spec.authorization.rules[*].name}' customers
  run orders.auth.issuer configured 0 50-securitypolicies.yaml 'orders: issuers (SecurityPolicy customers)' - -- check_configured SecurityPolicy orders customers 4 '{.spec.jwt.providers[*].issuer}' https://auth.example.com/
  run orders.auth.audiences configured 0 50-securitypolicies.yaml 'orders: audiences (SecurityPolicy customers)' - -- check_configured SecurityPolicy orders customers 5 '{.spec.jwt.providers[*].audiences[*]}' api
  run orders.auth.claims configured 0 50-securitypolicies.yaml 'orders: headers with claims for services (SecurityPolicy customers)' - -- check_configured SecurityPolicy orders customers 6 '{.spec.jwt.providers[*].claimToHeaders[*].header}' x-sub
  run orders.auth.expiry configured 0 50-securitypolicies.yaml 'orders: tokens must expire (SecurityPolicy customers)' - -- check_configured SecurityPolicy orders customers 7 '{.spec.authorization.rules[*].cel}' ''\''exp'\'' in metadata.filter_metadata['\''envoy.filters.http.jwt_authn'\'']['\''customers'\'']'
  run orders.traffic.routes configured 0 60-backendtrafficpolicies.yaml 'orders: the policy selects its routes (BackendTrafficPolicy default-unlimited)' - -- check_configured BackendTrafficPolicy orders default-unlimited 3 '{.spec.targetSelectors[*].matchLabels.eg-api-gateway/traffic}' default-unlimited
  run orders.retries configured 0 60-backendtrafficpolicies.yaml 'orders: retries: safe (BackendTrafficPolicy default-unlimited)' - -- check_configured BackendTrafficPolicy orders default-unlimited 4 '{.spec.retry.retryOn.triggers[*]} {.spec.retry.retryOn.httpStatusCodes}' 'connect-failure refused-stream reset-before-request'
  run orders.traffic.parallel configured 0 60-backendtrafficpolicies.yaml 'orders: parallel and pending requests are limited (BackendTrafficPolicy default-unlimited)' - -- check_configured BackendTrafficPolicy orders default-unlimited 5 '{.spec.circuitBreaker.maxParallelRequests} {.spec.circuitBreaker.maxPendingRequests} {.spec.circuitBreaker.maxConnections}' '100 50 100'
  run orders.loadBalancing configured 0 60-backendtrafficpolicies.yaml 'orders: load balancing: leastRequest (BackendTrafficPolicy default-unlimited)' - -- check_configured BackendTrafficPolicy orders default-unlimited 6 '{.spec.loadBalancer.type} {.spec.loadBalancer.consistentHash.type}' LeastRequest
  run gateway.listener.HTTPRoute configured 0 40-httproutes.yaml 'every HTTPRoute of a service names the https listeners of its hosts' - -- check_listeners HTTPRoute
  run orders.timeout configured 0 40-httproutes.yaml 'orders: timeouts of HTTPRoute orders' - -- check_configured HTTPRoute orders orders 1 '{.spec.rules[*].timeouts.request}' 15s
  run orders.auth.forged-x-basic-user forged 1 ../../platform/70-clienttrafficpolicy.yaml 'orders: a forged x-basic-user grants no access' - -- check_at any-host.tenants.example.net check_http 401 '' '' - GET https /v1/orders 'x-basic-user: forged'
  run orders.auth.removed-x-basic-user forged 1 ../../platform/70-clienttrafficpolicy.yaml 'orders: a forged x-basic-user does not reach the service' - -- check_at any-host.tenants.example.net check_forged x-basic-user bearer:TOKEN_CUSTOMERS GET https /v1/orders
  run orders.auth.forged-x-client-id forged 1 ../../platform/70-clienttrafficpolicy.yaml 'orders: a forged x-client-id grants no access' - -- check_at any-host.tenants.example.net check_http 401 '' '' - GET https /v1/orders 'x-client-id: forged'
  run orders.auth.removed-x-client-id forged 1 ../../platform/70-clienttrafficpolicy.yaml 'orders: a forged x-client-id does not reach the service' - -- check_at any-host.tenants.example.net check_forged x-client-id bearer:TOKEN_CUSTOMERS GET https /v1/orders
  run orders.auth.forged-x-gateway-filters forged 1 ../../platform/70-clienttrafficpolicy.yaml 'orders: a forged x-gateway-filters grants no access' - -- check_at any-host.tenants.example.net check_http 401 '' '' - GET https /v1/orders 'x-gateway-filters: forged'
  run orders.auth.removed-x-gateway-filters forged 1 ../../platform/70-clienttrafficpolicy.yaml 'orders: a forged x-gateway-filters does not reach the service' - -- check_at any-host.tenants.example.net check_forged x-gateway-filters bearer:TOKEN_CUSTOMERS GET https /v1/orders
  run orders.auth.forged-x-sub forged 1 ../../platform/70-clienttrafficpolicy.yaml 'orders: a forged x-sub grants no access' - -- check_at any-host.tenants.example.net check_http 401 '' '' - GET https /v1/orders 'x-sub: forged'
  run orders.auth.removed-x-sub forged 1 ../../platform/70-clienttrafficpolicy.yaml 'orders: a forged x-sub does not reach the service' - -- check_at any-host.tenants.example.net check_forged x-sub bearer:TOKEN_CUSTOMERS GET https /v1/orders
  run orders.path.slash paths 1 ../../platform/70-clienttrafficpolicy.yaml 'orders: /v1/orders/..%2forders does not bypass authentication' - -- check_http '302 307 400 401 403 404' '' '' - GET https /v1/orders/..%2forders
  run orders.path.backslash paths 1 ../../platform/70-clienttrafficpolicy.yaml 'orders: /v1/orders/..%5corders does not bypass authentication' - -- check_http '302 307 400 401 403 404' '' '' - GET https /v1/orders/..%5corders
  run orders.path.double paths 1 ../../platform/70-clienttrafficpolicy.yaml 'orders: //v1/orders does not bypass authentication' - -- check_http '302 307 400 401 403 404' '' '' - GET https //v1/orders
  run orders.path.dots paths 1 ../../platform/70-clienttrafficpolicy.yaml 'orders: /v1/orders/x/%2e%2e/y does not bypass authentication' - -- check_http '302 307 400 401 403 404' '' '' - GET https /v1/orders/x/%2e%2e/y
  run orders.path.parent paths 1 ../../platform/70-clienttrafficpolicy.yaml 'orders: /.well-known/../v1/orders does not bypass authentication' - -- check_http '302 307 400 401 403 404' '' '' - GET https /.well-known/../v1/orders
  run orders.path.letter paths 1 ../../platform/70-clienttrafficpolicy.yaml 'orders: /%761/orders does not bypass authentication' - -- check_http '302 307 400 401 403 404' '' '' - GET https /%761/orders
  run orders.path.semicolon paths 1 ../../platform/70-clienttrafficpolicy.yaml 'orders: /v1/orders/..;/orders does not bypass authentication' - -- check_http '302 307 400 401 403 404' '' '' - GET https '/v1/orders/..;/orders'
  run orders.path.null paths 1 ../../platform/70-clienttrafficpolicy.yaml 'orders: /v1/orders%00 does not bypass authentication' - -- check_http '302 307 400 401 403 404' '' '' - GET https /v1/orders%00
}
checks() {
  local part
  for ((part = 1; part <= 1; part++)); do "part_$part"; done
}
