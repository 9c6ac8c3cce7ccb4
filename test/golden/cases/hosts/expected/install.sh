die() { echo "$1" >&2; exit 1; }
blocking=0
open=0
config=''
# Blocks the installation: what is missing, and how to fix it.
missing() { echo "  missing: $1"; echo "  fix:     $2"; blocking=$((blocking + 1)); }
# Does not block the installation, but must exist before the manifests are applied.
todo() { echo "  to do:   $1"; echo "  run:     $2"; open=$((open + 1)); }
have() { kubectl get "$@" >/dev/null 2>&1; }
# NAMESPACE NAME COMMAND; the command creates the Secret.
secret() { have secret "$2" -n "$1" || todo "Secret $2 in $1" "$3"; }
# A namespace with backends; the manifests contain a ReferenceGrant for it.
services_in() { have namespace "$1" || missing "namespace $1" "kubectl create namespace $1"; }
# A setting that an existing controller must have.
setting() { case "$config" in *"$1"*) ;; *) missing "setting $2" "${fix}add it from envoy-gateway-values.yaml to the Helm values" ;; esac; }
issuer() { have "$1.cert-manager.io" "$2" -n "$GATEWAY_NAMESPACE" || missing "$1 $2" 'create it, or set tls.acme: { email: you@example.com }'; }
# Converts v1.10.2 to a number, for comparison.
number() { echo "$1" | sed 's/^v//; s/[-+].*//' | awk -F. '{ printf "%d%04d%04d\n", $1, $2, $3 }'; }
older() { [ "$(number "$1")" -lt "$(number "$2")" ]; }
# The version in the tag of an image, without a suffix. Empty for a digest, "latest" and similar tags.
version_of() {
  local tag=${1%%@*}
  tag=${tag##*/}
  case "$tag" in *:*) echo "${tag#*:}" | sed -n 's/^v\{0,1\}\([0-9][0-9]*\.[0-9][0-9]*\.[0-9][0-9]*\)\([-+].*\)\{0,1\}$/v\1/p' ;; esac
}
# The CRDs of the chart, without those of Gateway API if the cluster has newer ones, which other controllers may need.
chart_crds() {
  local all brought
  all=$(helm show crds "$CHART" --version "$VERSION") || return
  brought=$(echo "$all" | sed -n 's/^ *gateway\.networking\.k8s\.io\/bundle-version: *"\{0,1\}\(v[0-9.]*\).*/\1/p' | sort -u | tail -1)
  if [ -z "$crds" ] || [ -z "$brought" ] || ! older "$brought" "$crds"; then echo "$all"; return; fi
  echo "  kept:    CRDs of Gateway API $crds; those of the chart are older ($brought)" >&2
  echo "$all" | awk '
    function flush() { if (doc !~ /gateway\.networking\.k8s\.io\/bundle-version/) printf "%s", doc; doc = "" }
    /^---/ { flush() }
    { doc = doc $0 "\n" }
    END { flush() }'
}

# cert-manager issues the Certificate in 30-certificate.yaml.
if ! have crd certificates.cert-manager.io; then
  missing cert-manager 'helm install cert-manager oci://quay.io/jetstack/charts/cert-manager --namespace cert-manager --create-namespace --set crds.enabled=true --set config.enableGatewayAPI=true'
else
  # ACME challenges arrive through the Gateway, so cert-manager needs its Gateway API support.
  cert_manager=$(kubectl get deployment,configmap -A -l app.kubernetes.io/name=cert-manager -o yaml 2>/dev/null || true)
  echo "$cert_manager" | grep -Eq -- '--enable-gateway-api(=true)?"?$|enableGatewayAPI: *"?true' ||
    missing 'Gateway API support in cert-manager' 'helm upgrade cert-manager oci://quay.io/jetstack/charts/cert-manager --namespace cert-manager --reuse-values --set config.enableGatewayAPI=true'
fi
if have crd certificates.cert-manager.io; then issuer ClusterIssuer letsencrypt-dns; fi
