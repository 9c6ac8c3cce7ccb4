prune() {
  kubectl apply -k . --prune "$@" \
    -l 'app.kubernetes.io/managed-by=eg-api-gateway,app.kubernetes.io/part-of=eg' \
    --prune-allowlist=gateway.networking.k8s.io/v1/HTTPRoute \
    --prune-allowlist=gateway.networking.k8s.io/v1/GRPCRoute \
    --prune-allowlist=gateway.networking.k8s.io/v1/ReferenceGrant \
    --prune-allowlist=gateway.networking.k8s.io/v1/BackendTLSPolicy \
    --prune-allowlist=gateway.envoyproxy.io/v1alpha1/HTTPRouteFilter \
    --prune-allowlist=gateway.envoyproxy.io/v1alpha1/Backend \
    --prune-allowlist=gateway.envoyproxy.io/v1alpha1/SecurityPolicy \
    --prune-allowlist=gateway.envoyproxy.io/v1alpha1/BackendTrafficPolicy \
    --prune-allowlist=gateway.envoyproxy.io/v1alpha1/ClientTrafficPolicy \
    --prune-allowlist=gateway.envoyproxy.io/v1alpha1/EnvoyExtensionPolicy \
    --prune-allowlist=networking.k8s.io/v1/NetworkPolicy
}
