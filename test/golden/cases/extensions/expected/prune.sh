# The routes are in namespace default.
SELECTOR='app.kubernetes.io/managed-by=eg-api-gateway,app.kubernetes.io/part-of=eg'
# The kinds that may be deleted, in this order.
KINDS='
HTTPRoute.gateway.networking.k8s.io
GRPCRoute.gateway.networking.k8s.io
ReferenceGrant.gateway.networking.k8s.io
BackendTLSPolicy.gateway.networking.k8s.io
HTTPRouteFilter.gateway.envoyproxy.io
Backend.gateway.envoyproxy.io
SecurityPolicy.gateway.envoyproxy.io
BackendTrafficPolicy.gateway.envoyproxy.io
ClientTrafficPolicy.gateway.envoyproxy.io
EnvoyExtensionPolicy.gateway.envoyproxy.io
NetworkPolicy.networking.k8s.io
'
# Seconds until every proxy sends the requests of an old route to the new one.
WAIT=${WAIT:-10}
