# cert-manager issues the Certificate in 30-certificate.yaml.
if ! have crd certificates.cert-manager.io; then
  missing cert-manager 'helm install cert-manager oci://quay.io/jetstack/charts/cert-manager --namespace cert-manager --create-namespace --set crds.enabled=true --set config.enableGatewayAPI=true'
else
  # ACME challenges arrive through the Gateway, so cert-manager needs its Gateway API support.
  cert_manager=$(kubectl get deployment,configmap -A -l app.kubernetes.io/name=cert-manager -o yaml 2>/dev/null || true)
  echo "$cert_manager" | grep -Eq -- '--enable-gateway-api(=true)?"?$|enableGatewayAPI: *"?true' ||
    missing 'Gateway API support in cert-manager' 'helm upgrade cert-manager oci://quay.io/jetstack/charts/cert-manager --namespace cert-manager --reuse-values --set config.enableGatewayAPI=true'
fi
