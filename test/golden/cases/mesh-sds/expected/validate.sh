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
  group programmed 20-gateway.yaml
    check gateway.programmed 'the Gateway is programmed and has an address' programmed
  group accepted
    accepted HTTPRoute edge 40-httproutes.yaml edge-catch-all edge-http-redirect accounts rates branches
    accepted BackendTLSPolicy edge 40-httproutes.yaml branches-example-org rates-bank-80 rates-archive-bank-80-fallback
    accepted BackendTLSPolicy bank 40-httproutes.yaml edge-edge-to-accounts
    accepted SecurityPolicy edge 50-securitypolicies.yaml '~edge-closed' edge-catch-all customers-accounts public customers
    accepted BackendTrafficPolicy edge 60-backendtrafficpolicies.yaml shared-ebfdd1 default-by-address
    accepted ClientTrafficPolicy edge 70-clienttrafficpolicy.yaml '~edge'
  group unauthenticated 50-securitypolicies.yaml
    each http '*.auth.no-credentials' 'a request without credentials is rejected' 401 - GET -- accounts /v1/accounts branches /v1/branches
    each http '*.auth.unsigned-token' 'a token without a valid signature is rejected' 401 - GET 'Authorization: Bearer bm90.YS50.b2tlbg' -- \
        accounts /v1/accounts branches /v1/branches
    each http '*.auth.token-in-query' 'a token in the query string is rejected' 401 query:TOKEN_CUSTOMERS:access_token GET -- accounts /v1/accounts \
        branches /v1/branches
    each http accounts.allow 'valid credentials without permission get 403' 403 bearer:TOKEN_CUSTOMERS_FORBIDDEN GET -- /v1/accounts
  group authenticated 40-httproutes.yaml
    each http '*.auth.accepted' 'a request with credentials reaches the service' reached bearer:TOKEN_CUSTOMERS GET -- accounts /v1/accounts \
        branches /v1/branches
  group health
    objects BackendTrafficPolicy edge 60-backendtrafficpolicies.yaml accounts+1:shared-ebfdd1 branches:default-by-address
      field healthCheck 'active health check' '.spec.healthCheck.active.{type,interval,unhealthyThreshold}' is 'HTTP 10s 3' accounts+1
      field healthCheck.passive 'passive health check' .spec.healthCheck.passive.consecutive5XxErrors is 5
      field healthCheck 'active health check' '.spec.healthCheck.active.{type,interval,unhealthyThreshold}' is 'TCP 10s 3' branches
  group configured
    objects SecurityPolicy edge 20-gateway.yaml gateway:edge-closed
      field closed 'the https listener denies by default' '.spec.targetRefs[0].sectionName .spec.authorization.defaultAction' is 'https Deny'
    objects ClientTrafficPolicy edge 70-clienttrafficpolicy.yaml :edge
      field tls.minimum 'TLS 1.2 is the minimum version' .spec.tls.minVersion is 1.2
      field traffic.connections 'connections per proxy are limited' '.spec.connection.connectionLimit.value .spec.http2.maxConcurrentStreams' is '24000 100'
      field paths.escaped-slashes 'paths with encoded slashes are rejected' .spec.path.escapedSlashesAction is RejectRequest
      field headers.identity 'identity headers of clients are removed' '.spec.headers.earlyRequestHeaders.remove[*]' is \
          'x-basic-user x-client-id x-gateway-filters x-jwt-claim-sub'
    objects Certificate edge 30-certificate.yaml :edge-tls
      field tls.certificate 'the certificate is issued' '.status.conditions[?(@.type=="Ready")].status' is True
    objects SecurityPolicy edge 50-securitypolicies.yaml accounts:customers-accounts rates:public branches:customers
      field auth.routes 'the policy selects its routes' '.spec.targetSelectors[*].matchLabels.eg-api-gateway/security' own-name 2
      field auth.default 'the default action is Deny' .spec.authorization.defaultAction is Deny accounts branches
      field allow.rules '1 allow rule' '.spec.authorization.rules[*].name' is customers accounts branches
      field auth.issuer issuers '.spec.jwt.providers[*].issuer' is https://auth.example.com/ accounts branches
      field auth.audiences audiences '.spec.jwt.providers[*].audiences[*]' is api accounts branches
      field auth.claims 'headers with claims for services' '.spec.jwt.providers[*].claimToHeaders[*].header' is x-jwt-claim-sub accounts branches
      field auth.expiry 'tokens must expire' '.spec.authorization.rules[*].cel' is \
          ''\''exp'\'' in metadata.filter_metadata['\''envoy.filters.http.jwt_authn'\'']['\''customers'\'']' accounts branches
      field auth.default 'the default action is Allow' .spec.authorization.defaultAction is Allow rates
      field allow.rules '0 allow rules' '.spec.authorization.rules[*].name' is '' rates
    objects BackendTrafficPolicy edge 60-backendtrafficpolicies.yaml accounts+1:shared-ebfdd1 branches:default-by-address
      field traffic.routes 'the policy selects its routes' '.spec.targetSelectors[*].matchLabels.eg-api-gateway/traffic' own-name 1
      field rateLimit.limits 'configured rate limits' '.spec.rateLimit.local.rules[0].limit.{requests,unit} .spec.rateLimit.local.rules[0].shared' is \
          '300 Minute'
      field rateLimit.key 'rate limit key' '.spec.rateLimit.local.rules[0].clientSelectors[0].sourceCIDR.value' is 0.0.0.0/0
      field retries 'retries: safe' '.spec.retry.retryOn.triggers[*] .spec.retry.retryOn.httpStatusCodes' is \
          'connect-failure refused-stream reset-before-request'
      field traffic.parallel 'parallel and pending requests are limited' '.spec.circuitBreaker.{maxParallelRequests,maxPendingRequests,maxConnections}' is \
          '100 50 100'
      field loadBalancing 'load balancing: leastRequest' '.spec.loadBalancer.type .spec.loadBalancer.consistentHash.type' is LeastRequest
  group configured 40-httproutes.yaml
    check gateway.listener.HTTPRoute 'every HTTPRoute of a service names the https listener' listeners HTTPRoute '=https$'
    objects HTTPRoute edge 40-httproutes.yaml rates:rates accounts:accounts branches:branches
      field canary.weight.configured 'canary weights' '.spec.rules[*].backendRefs[*].weight' is '1 1' rates
      field timeout timeouts '.spec.rules[*].timeouts.request' is 15s
  group public 50-securitypolicies.yaml
    each http rates.auth.none 'public, no authentication' reached - GET -- /v1/rates
  group forged 70-clienttrafficpolicy.yaml
    per x-basic-user x-client-id x-gateway-filters x-jwt-claim-sub -- each http '*.auth.forged-{}' 'a forged {} grants no access' 401 - GET '{}: forged' -- \
        accounts /v1/accounts branches /v1/branches
    per x-basic-user x-client-id x-gateway-filters x-jwt-claim-sub -- each removed '*.auth.removed-{}' 'a forged {} does not reach the service' '{}' \
        bearer:TOKEN_CUSTOMERS GET -- accounts /v1/accounts branches /v1/branches
    per x-basic-user x-client-id x-gateway-filters x-jwt-claim-sub -- each removed 'rates.auth.removed-{}' 'a forged {} does not reach the service' '{}' - GET \
        -- /v1/rates
  group redirect 20-gateway.yaml
    each http redirect.get 'http is redirected to https with path and query' '308, location: ^https://api\.example\.com(:443)?/validate\?x=1$' - 'GET http' -- \
        '/validate?x=1'
    each http redirect.post 'a POST is redirected with 308, which keeps the method' 308 - 'POST http' -- /validate
  group redirect 40-httproutes.yaml
    each http redirect.clear-text '/v1/accounts is not served over http' 308 - 'GET http' -- /v1/accounts
  group hostname 20-gateway.yaml
    check hostname.foreign-http 'an unknown host name gets 404 on port 80' foreign http /v1/accounts
    check hostname.foreign-tls 'an unknown host name (SNI) gets no TLS connection' foreign sni /v1/accounts
    check hostname.foreign-https 'an unknown Host header gets 404 or 421 over TLS' foreign host /v1/accounts
    each http hostname.unknown-path 'an unknown path answers 404' 404 - GET -- /validate-nothing-is-here
  group tls 70-clienttrafficpolicy.yaml
    check tls.1.1 'TLS 1.1 is rejected' tls 1.1 refused
    check tls.1.2 'TLS 1.2 is accepted' tls 1.2 accepted
    check tls.http2 'HTTP/2 is negotiated' version --http2 2
  group paths 70-clienttrafficpolicy.yaml
    check headers.underscores 'a header name with an underscore is rejected' underscores
    each http 'accounts.path.*' 'this path does not bypass authentication' '302 307 400 401 403 404' - GET -- slash /v1/accounts/..%2faccounts \
        backslash /v1/accounts/..%5caccounts double //v1/accounts dots /v1/accounts/x/%2e%2e/y parent /.well-known/../v1/accounts letter /%761/accounts \
        semicolon '/v1/accounts/..;/accounts' null /v1/accounts%00
    each http 'branches.path.*' 'this path does not bypass authentication' '302 307 400 401 403 404' - GET -- slash /v1/branches/..%2fbranches \
        backslash /v1/branches/..%5cbranches double //v1/branches dots /v1/branches/x/%2e%2e/y parent /.well-known/../v1/branches letter /%761/branches \
        semicolon '/v1/branches/..;/branches' null /v1/branches%00
  group mesh
    objects PeerAuthentication bank 85-mesh.yaml :edge-edge-mtls
      field mtls-bank 'pods in bank accept only mTLS' .spec.mtls.mode is STRICT
    objects RequestAuthentication bank 85-mesh.yaml :edge-edge-accounts-80
      field mesh-tokens-accounts-80 'accounts: the mesh verifies tokens of https://auth.example.com/' \
          '.spec.jwtRules[0].issuer .spec.jwtRules[0].audiences[*] .spec.jwtRules[0].jwksUri' is \
          'https://auth.example.com/ api https://auth.example.com/.well-known/jwks.json'
    check mesh-closed 'other pods get no response from the backends' unreachable accounts.bank.svc:80 rates.bank.svc:80 rates-archive.bank.svc:80
    objects EnvoyProxy edge 10-gatewayclass.yaml :edge-proxy
      field mesh-certificate 'the proxies fetch their certificate over the socket' \
          '.spec.backendTLS.clientCertificateRef.name .spec.backendTLS.alpnProtocols[*]' is 'edge-edge-mesh-certificate istio'
    check mesh-proxies 'the proxies of the gateway have the mesh socket' enrolled sds
    objects BackendTLSPolicy bank 40-httproutes.yaml :edge-edge-to-accounts
      field mesh-peer-service-bank-accounts 'bank/accounts must have the identity spiffe://cluster.local/ns/bank/sa/bank-accounts' \
          '.spec.validation.subjectAltNames[*].uri' is spiffe://cluster.local/ns/bank/sa/bank-accounts
    objects BackendTLSPolicy edge 40-httproutes.yaml :rates-bank-80
      field mesh-peer-backend-edge-rates-bank-80 'bank/rates must have the identity spiffe://cluster.local/ns/bank/sa/rates' \
          '.spec.validation.subjectAltNames[*].uri' is spiffe://cluster.local/ns/bank/sa/rates
    objects BackendTLSPolicy edge 40-httproutes.yaml :rates-archive-bank-80-fallback
      field mesh-peer-backend-edge-rates-archive-bank-80-fallback 'bank/rates-archive must have the identity spiffe://cluster.local/ns/bank/sa/archive' \
          '.spec.validation.subjectAltNames[*].uri' is spiffe://cluster.local/ns/bank/sa/archive
  group log 10-gatewayclass.yaml
    check observability.accessLog 'the access log contains the request but no credential' log /v1/accounts
  group limit 60-backendtrafficpolicies.yaml
    each limit '*.rateLimit' '429 after 600/minute (300 per replica)' '300 60 replica headers address 300/60/minute' bearer:TOKEN_CUSTOMERS GET -- \
        accounts+1 /v1/accounts branches /v1/branches
}
CHECKS=1
engine="$(dirname "${BASH_SOURCE[0]}")/validate-engine.sh"
[ -r "$engine" ] || { echo 'validate-engine.sh must be in the folder of validate.sh.' >&2; exit 2; }
# shellcheck disable=SC1090,SC1091
. "$engine"
