# The Certificate in 30-certificate.yaml is answered by cert-manager.
if ! have crd certificates.cert-manager.io; then
  missing cert-manager 'helm install cert-manager oci://quay.io/jetstack/charts/cert-manager --namespace cert-manager --create-namespace --set crds.enabled=true --set config.enableGatewayAPI=true'
else
  # ACME challenges go through the Gateway, which cert-manager does only with this switched on.
  cert_manager=$(kubectl get deployment,configmap -A -l app.kubernetes.io/name=cert-manager -o yaml 2>/dev/null || true)
  echo "$cert_manager" | grep -Eq -- '--enable-gateway-api(=true)?"?$|enableGatewayAPI: *"?true' ||
    missing "cert-manager's Gateway API support" 'helm upgrade cert-manager oci://quay.io/jetstack/charts/cert-manager --namespace cert-manager --reuse-values --set config.enableGatewayAPI=true'
fi
