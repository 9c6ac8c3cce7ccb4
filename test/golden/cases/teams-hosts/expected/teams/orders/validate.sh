# Each line of the table is one check, or one for each of its last words:
#   group GROUP [FILE]                 of the following checks; FILE: to look at if one fails
#   each CHECK ID TITLE EXPECTED CREDENTIAL METHOD [HEADER...] -- [NAME] PATH...
#                                      sends a request to each path; NAME replaces * in the ID. CREDENTIAL is HOW:VARIABLE[:NAME],
#                                      or - for none. EXPECTED of http: statuses; `reached` is any response of the service
#   objects KIND NAMESPACE FILE [PREFIX]:NAME...
#     field ID TITLE PATHS is|contains EXPECTED [PREFIX...]
#                                      compares fields of these objects, or of those with the prefixes (own-name: with its name)
#   accepted KIND NAMESPACE FILE NAME...   all are accepted, and there are no others; ~NAME may be overridden
#   check ID TITLE CHECK [ARGUMENT...]     any other check
#   per WORD... -- LINE, allowed NETWORK... -- LINE, unseen REASON LINE
#                                      the line for each word in place of {}; for clients in these networks; not verifiable
checks_1() {
  group programmed ../../platform/20-gateway.yaml
    check gateway.programmed 'the Gateway is programmed and has an address' programmed
  group accepted
    accepted HTTPRoute orders 40-httproutes.yaml orders
    accepted SecurityPolicy orders 50-securitypolicies.yaml customers
    accepted BackendTrafficPolicy orders 60-backendtrafficpolicies.yaml default-unlimited
  group unauthenticated 50-securitypolicies.yaml
    each http orders.auth.no-credentials 'a request without credentials is rejected' 401 - 'GET https any-host.tenants.example.net' -- /v1/orders
    each http orders.auth.unsigned-token 'a token without a valid signature is rejected' 401 - 'GET https any-host.tenants.example.net' \
        'Authorization: Bearer bm90.YS50.b2tlbg' -- /v1/orders
    each http orders.auth.token-in-query 'a token in the query string is rejected' 401 query:TOKEN_CUSTOMERS:access_token \
        'GET https any-host.tenants.example.net' -- /v1/orders
  group authenticated 40-httproutes.yaml
    each http orders.auth.accepted 'a request with credentials reaches the service' reached bearer:TOKEN_CUSTOMERS 'GET https any-host.tenants.example.net' -- \
        /v1/orders
  group health
    objects BackendTrafficPolicy orders 60-backendtrafficpolicies.yaml orders:default-unlimited
      field healthCheck 'active health check' '.spec.healthCheck.active.{type,interval,unhealthyThreshold}' is 'TCP 10s 3'
      field healthCheck.passive 'passive health check' .spec.healthCheck.passive.consecutive5XxErrors is 5
  group configured
    objects SecurityPolicy orders 50-securitypolicies.yaml orders:customers
      field auth.routes 'the policy selects its routes' '.spec.targetSelectors[*].matchLabels.eg-api-gateway/security' own-name 2
      field auth.default 'the default action is Deny' .spec.authorization.defaultAction is Deny
      field allow.rules '1 allow rule' '.spec.authorization.rules[*].name' is customers
      field auth.issuer issuers '.spec.jwt.providers[*].issuer' is https://auth.example.com/
      field auth.audiences audiences '.spec.jwt.providers[*].audiences[*]' is api
      field auth.claims 'headers with claims for services' '.spec.jwt.providers[*].claimToHeaders[*].header' is x-sub
      field auth.expiry 'tokens must expire' '.spec.authorization.rules[*].cel' is \
          ''\''exp'\'' in metadata.filter_metadata['\''envoy.filters.http.jwt_authn'\'']['\''customers'\'']'
    objects BackendTrafficPolicy orders 60-backendtrafficpolicies.yaml orders:default-unlimited
      field traffic.routes 'the policy selects its routes' '.spec.targetSelectors[*].matchLabels.eg-api-gateway/traffic' own-name 1
      field retries 'retries: safe' '.spec.retry.retryOn.triggers[*] .spec.retry.retryOn.httpStatusCodes' is \
          'connect-failure refused-stream reset-before-request'
      field traffic.parallel 'parallel and pending requests are limited' '.spec.circuitBreaker.{maxParallelRequests,maxPendingRequests,maxConnections}' is \
          '100 50 100'
      field loadBalancing 'load balancing: leastRequest' '.spec.loadBalancer.type .spec.loadBalancer.consistentHash.type' is LeastRequest
  group configured 40-httproutes.yaml
    check gateway.listener.HTTPRoute 'every HTTPRoute of a service names the https listeners of its hosts' listeners HTTPRoute \
        '=(https-wildcard-tenants-example-net)( (https-wildcard-tenants-example-net))*$'
    objects HTTPRoute orders 40-httproutes.yaml orders:orders
      field timeout timeouts '.spec.rules[*].timeouts.request' is 15s
  group forged ../../platform/70-clienttrafficpolicy.yaml
    per x-basic-user x-client-id x-gateway-filters x-sub -- each http 'orders.auth.forged-{}' 'a forged {} grants no access' 401 - \
        'GET https any-host.tenants.example.net' '{}: forged' -- /v1/orders
    per x-basic-user x-client-id x-gateway-filters x-sub -- each removed 'orders.auth.removed-{}' 'a forged {} does not reach the service' '{}' \
        bearer:TOKEN_CUSTOMERS 'GET https any-host.tenants.example.net' -- /v1/orders
  group paths ../../platform/70-clienttrafficpolicy.yaml
    each http 'orders.path.*' 'this path does not bypass authentication' '302 307 400 401 403 404' - GET -- slash /v1/orders/..%2forders \
        backslash /v1/orders/..%5corders double //v1/orders dots /v1/orders/x/%2e%2e/y parent /.well-known/../v1/orders letter /%761/orders \
        semicolon '/v1/orders/..;/orders' null /v1/orders%00
}
CHECKS=1
engine="$(dirname "${BASH_SOURCE[0]}")/validate-engine.sh"
[ -r "$engine" ] || { echo 'validate-engine.sh must be in the folder of validate.sh.' >&2; exit 2; }
# shellcheck disable=SC1090,SC1091
. "$engine"
