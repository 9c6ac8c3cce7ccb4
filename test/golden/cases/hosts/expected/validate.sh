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
    accepted HTTPRoute default 40-httproutes.yaml eg-catch-all eg-catch-all-hosts-2 guard-portal eg-http-redirect users shop tenants admin status
    accepted SecurityPolicy default 50-securitypolicies.yaml '~eg-closed' eg-catch-all portal customers public
    accepted BackendTrafficPolicy default 60-backendtrafficpolicies.yaml users-by-x-sub default-unlimited
    accepted ClientTrafficPolicy default 70-clienttrafficpolicy.yaml '~eg'
  group unauthenticated 50-securitypolicies.yaml
    each http users.auth.no-credentials 'a request without credentials is rejected' 401 - GET -- /v1/users
    each http users.auth.unsigned-token 'a token without a valid signature is rejected' 401 - GET 'Authorization: Bearer bm90.YS50.b2tlbg' -- /v1/users
    each http users.auth.token-in-query 'a token in the query string is rejected' 401 query:TOKEN_CUSTOMERS:access_token GET -- /v1/users
    each http shop.auth.no-credentials 'a request without credentials is redirected to the login' \
        '302, location: '\
'^https://login\.example\.com/.*[?&]client_id=portal(&|$).*redirect_uri=https%3A%2F%2F[A-Za-z0-9.-]+%2F\.eg-api-gateway%2Fportal%2Fcallback(&|$)' - \
        'GET https shop.example.org' -- /
    each http tenants.auth.no-credentials 'a request without credentials is rejected' 401 - 'GET https any-host.tenants.example.net' -- /
    each http tenants.auth.unsigned-token 'a token without a valid signature is rejected' 401 - 'GET https any-host.tenants.example.net' \
        'Authorization: Bearer bm90.YS50.b2tlbg' -- /
    each http tenants.auth.token-in-query 'a token in the query string is rejected' 401 query:TOKEN_CUSTOMERS:access_token \
        'GET https any-host.tenants.example.net' -- /
    each http admin.auth.no-credentials 'a request without credentials is redirected to the login' \
        '302, location: '\
'^https://login\.example\.com/.*[?&]client_id=portal(&|$).*redirect_uri=https%3A%2F%2F[A-Za-z0-9.-]+%2F\.eg-api-gateway%2Fportal%2Fcallback(&|$)' - \
        'GET https own.tenants.example.net' -- /
    each http admin.hostnames.admin.tenants.example.net 'a request to admin.tenants.example.net without credentials is rejected' \
        '302, location: '\
'^https://login\.example\.com/.*[?&]client_id=portal(&|$).*redirect_uri=https%3A%2F%2F[A-Za-z0-9.-]+%2F\.eg-api-gateway%2Fportal%2Fcallback(&|$)' - \
        'GET https admin.tenants.example.net' -- /
  group authenticated 40-httproutes.yaml
    each http users.auth.accepted 'a request with credentials reaches the service' reached bearer:TOKEN_CUSTOMERS GET -- /v1/users
    each http tenants.auth.accepted 'a request with credentials reaches the service' reached bearer:TOKEN_CUSTOMERS 'GET https any-host.tenants.example.net' \
        -- /
    unseen 'a login needs a browser; log in once by hand' check shop.auth.accepted 'a request with credentials reaches the service' -
    unseen 'a login needs a browser; log in once by hand' check admin.auth.accepted 'a request with credentials reaches the service' -
  group health
    objects BackendTrafficPolicy default 60-backendtrafficpolicies.yaml users:users-by-x-sub shop+3:default-unlimited
      field healthCheck 'active health check' '.spec.healthCheck.active.{type,interval,unhealthyThreshold}' is 'TCP 10s 3'
      field healthCheck.passive 'passive health check' .spec.healthCheck.passive.consecutive5XxErrors is 5
  group configured
    objects SecurityPolicy default 20-gateway.yaml gateway:eg-closed shop+1:portal
      field closed 'the https listener denies by default' '.spec.targetRefs[*].sectionName .spec.authorization.defaultAction' is \
          'https https-shop-example-org https-wildcard-tenants-example-net https-own-tenants-example-net Deny' gateway
      field auth.routes 'the policy selects its routes' '.spec.targetSelectors[*].matchLabels.eg-api-gateway/security' own-name 2 shop+1
      field auth.default 'the default action is Deny' .spec.authorization.defaultAction is Deny shop+1
      field allow.rules '1 allow rule' '.spec.authorization.rules[*].name' is portal shop+1
    objects ClientTrafficPolicy default 70-clienttrafficpolicy.yaml :eg
      field tls.minimum 'TLS 1.2 is the minimum version' .spec.tls.minVersion is 1.2
      field traffic.connections 'connections per proxy are limited' '.spec.connection.connectionLimit.value .spec.http2.maxConcurrentStreams' is '12000 100'
      field paths.escaped-slashes 'paths with encoded slashes are rejected' .spec.path.escapedSlashesAction is RejectRequest
      field headers.identity 'identity headers of clients are removed' '.spec.headers.earlyRequestHeaders.remove[*]' is 'x-basic-user x-client-id x-sub'
      field headers.filters 'the listener names its authentication filters' '.spec.headers.earlyRequestHeaders.set[0].value' is ,portal,
    objects Certificate default 30-certificate.yaml :eg-tls
      field tls.certificate 'the certificate for api.example.com is issued' '.status.conditions[?(@.type=="Ready")].status' is True
    objects Certificate default 30-certificate.yaml :eg-tls-shop-example-org
      field tls.certificate.eg-tls-shop-example-org 'the certificate for shop.example.org is issued' '.status.conditions[?(@.type=="Ready")].status' is True
    objects Certificate default 30-certificate.yaml :eg-tls-wildcard-tenants-example-net
      field tls.certificate.eg-tls-wildcard-tenants-example-net 'the certificate for *.tenants.example.net is issued' \
          '.status.conditions[?(@.type=="Ready")].status' is True
    objects SecurityPolicy default 50-securitypolicies.yaml users+1:customers status:public
      field auth.routes 'the policy selects its routes' '.spec.targetSelectors[*].matchLabels.eg-api-gateway/security' own-name 2
      field auth.default 'the default action is Deny' .spec.authorization.defaultAction is Deny users+1
      field allow.rules '1 allow rule' '.spec.authorization.rules[*].name' is customers users+1
      field auth.issuer issuers '.spec.jwt.providers[*].issuer' is https://auth.example.com/ users+1
      field auth.audiences audiences '.spec.jwt.providers[*].audiences[*]' is api users+1
      field auth.claims 'headers with claims for services' '.spec.jwt.providers[*].claimToHeaders[*].header' is x-sub users+1
      field auth.expiry 'tokens must expire' '.spec.authorization.rules[*].cel' is \
          ''\''exp'\'' in metadata.filter_metadata['\''envoy.filters.http.jwt_authn'\'']['\''customers'\'']' users+1
      field auth.default 'the default action is Allow' .spec.authorization.defaultAction is Allow status
      field allow.rules '0 allow rules' '.spec.authorization.rules[*].name' is '' status
    objects BackendTrafficPolicy default 60-backendtrafficpolicies.yaml users:users-by-x-sub shop+3:default-unlimited
      field traffic.routes 'the policy selects its routes' '.spec.targetSelectors[*].matchLabels.eg-api-gateway/traffic' own-name 1
      field rateLimit.limits 'configured rate limits' '.spec.rateLimit.local.rules[0].limit.{requests,unit} .spec.rateLimit.local.rules[0].shared' is \
          '30 Minute' users
      field rateLimit.key 'rate limit key' '.spec.rateLimit.local.rules[0].clientSelectors[0].headers[0].name' is x-sub users
      field retries 'retries: safe' '.spec.retry.retryOn.triggers[*] .spec.retry.retryOn.httpStatusCodes' is \
          'connect-failure refused-stream reset-before-request'
      field traffic.parallel 'parallel and pending requests are limited' '.spec.circuitBreaker.{maxParallelRequests,maxPendingRequests,maxConnections}' is \
          '100 50 100'
      field loadBalancing 'load balancing: leastRequest' '.spec.loadBalancer.type .spec.loadBalancer.consistentHash.type' is LeastRequest
  group configured 40-httproutes.yaml
    check gateway.listener.HTTPRoute 'every HTTPRoute of a service names the https listeners of its hosts' listeners HTTPRoute \
        '=(https|https-shop-example-org|https-wildcard-tenants-example-net|https-own-tenants-example-net)( '\
'(https|https-shop-example-org|https-wildcard-tenants-example-net|https-own-tenants-example-net))*$'
    objects HTTPRoute default 40-httproutes.yaml users:users shop:shop tenants:tenants admin:admin status:status
      field timeout timeouts '.spec.rules[*].timeouts.request' is 15s
  group public 50-securitypolicies.yaml
    each http status.auth.none 'public, no authentication' reached - GET -- /status
  group forged 70-clienttrafficpolicy.yaml
    per x-basic-user x-client-id x-sub -- each http 'users.auth.forged-{}' 'a forged {} grants no access' 401 - GET '{}: forged' -- /v1/users
    per x-basic-user x-client-id x-sub -- each removed 'users.auth.removed-{}' 'a forged {} does not reach the service' '{}' bearer:TOKEN_CUSTOMERS GET -- \
        /v1/users
    per x-basic-user x-client-id x-sub -- each http 'shop.auth.forged-{}' 'a forged {} grants no access' \
        '302, location: '\
'^https://login\.example\.com/.*[?&]client_id=portal(&|$).*redirect_uri=https%3A%2F%2F[A-Za-z0-9.-]+%2F\.eg-api-gateway%2Fportal%2Fcallback(&|$)' - \
        'GET https shop.example.org' '{}: forged' -- /
    per x-basic-user x-client-id x-sub -- each removed 'status.auth.removed-{}' 'a forged {} does not reach the service' '{}' - GET -- /status
  group redirect 20-gateway.yaml
    each http redirect.get 'http is redirected to https with path and query' '308, location: ^https://api\.example\.com(:443)?/validate\?x=1$' - 'GET http' -- \
        '/validate?x=1'
    each http redirect.post 'a POST is redirected with 308, which keeps the method' 308 - 'POST http' -- /validate
    each http redirect.shop.example.org 'http://shop.example.org is redirected to https://shop.example.org' \
        '308, location: ^https://shop\.example\.org(:443)?/validate\?x=1$' - 'GET http shop.example.org' -- '/validate?x=1'
    each http redirect.any-host.tenants.example.net 'http://any-host.tenants.example.net is redirected to https://any-host.tenants.example.net' \
        '308, location: ^https://any-host\.tenants\.example\.net(:443)?/validate\?x=1$' - 'GET http any-host.tenants.example.net' -- '/validate?x=1'
    each http redirect.own.tenants.example.net 'http://own.tenants.example.net is redirected to https://own.tenants.example.net' \
        '308, location: ^https://own\.tenants\.example\.net(:443)?/validate\?x=1$' - 'GET http own.tenants.example.net' -- '/validate?x=1'
    each http redirect.admin.tenants.example.net 'http://admin.tenants.example.net is redirected to https://admin.tenants.example.net' \
        '308, location: ^https://admin\.tenants\.example\.net(:443)?/validate\?x=1$' - 'GET http admin.tenants.example.net' -- '/validate?x=1'
  group redirect 40-httproutes.yaml
    each http redirect.clear-text '/v1/users is not served over http' 308 - 'GET http' -- /v1/users
  group hostname 20-gateway.yaml
    check hostname.foreign-http 'an unknown host name gets 404 on port 80' foreign http /v1/users
    check hostname.foreign-tls 'an unknown host name (SNI) gets no TLS connection' foreign sni /v1/users
    check hostname.foreign-https 'an unknown Host header gets 404 or 421 over TLS' foreign host /v1/users
    each http hostname.other.shop.example.org 'a connection for api.example.com does not reach routes of shop.example.org' '404 421' - GET \
        'Host: shop.example.org' -- /
    each http hostname.other.any-host.tenants.example.net 'a connection for api.example.com does not reach routes of any-host.tenants.example.net' '404 421' - \
        GET 'Host: any-host.tenants.example.net' -- /
    each http hostname.other.own.tenants.example.net 'a connection for api.example.com does not reach routes of own.tenants.example.net' '404 421' - GET \
        'Host: own.tenants.example.net' -- /
    each http hostname.unknown-path 'an unknown path answers 404' 404 - GET -- /validate-nothing-is-here
  group tls 20-gateway.yaml
    check tls.http2.shop.example.org 'shop.example.org: HTTP/2 is negotiated' version --http2 2 shop.example.org
    check tls.http1.any-host.tenants.example.net 'any-host.tenants.example.net: only HTTP/1.1 is negotiated, because certificates have names in common' \
        version --http2 1.1 any-host.tenants.example.net
    check tls.http1.own.tenants.example.net 'own.tenants.example.net: only HTTP/1.1 is negotiated, because certificates have names in common' version --http2 \
        1.1 own.tenants.example.net
  group tls 70-clienttrafficpolicy.yaml
    check tls.1.1 'TLS 1.1 is rejected' tls 1.1 refused
    check tls.1.2 'TLS 1.2 is accepted' tls 1.2 accepted
    check tls.http2 'HTTP/2 is negotiated' version --http2 2
  group paths 70-clienttrafficpolicy.yaml
    check headers.underscores 'a header name with an underscore is rejected' underscores
    each http 'users.path.*' 'this path does not bypass authentication' '302 307 400 401 403 404' - GET -- slash /v1/users/..%2fusers \
        backslash /v1/users/..%5cusers double //v1/users dots /v1/users/x/%2e%2e/y parent /.well-known/../v1/users letter /%761/users \
        semicolon '/v1/users/..;/users' null /v1/users%00
  group log 10-gatewayclass.yaml
    check observability.accessLog 'the access log contains the request but no credential' log /v1/users
  group limit 60-backendtrafficpolicies.yaml
    each limit users.rateLimit '429 after 60/minute (30 per replica)' '30 60 replica headers credential 30/60/minute' bearer:TOKEN_CUSTOMERS GET -- /v1/users
}
CHECKS=1
engine="$(dirname "${BASH_SOURCE[0]}")/validate-engine.sh"
[ -r "$engine" ] || { echo 'validate-engine.sh must be in the folder of validate.sh.' >&2; exit 2; }
# shellcheck disable=SC1090,SC1091
. "$engine"
