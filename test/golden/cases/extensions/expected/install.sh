if [ -n "$running" ] && [ "$upgrade" = false ]; then
  config=$(kubectl get configmap envoy-gateway-config -n "$NAMESPACE" -o jsonpath='{.data}' 2>/dev/null || true)
  setting 'enableLua: true' 'extensionApis.enableLua: true'
fi
