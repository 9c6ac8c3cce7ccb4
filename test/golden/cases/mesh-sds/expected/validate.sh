check_within() { # NAMESPACE, then a check to run there
  local NAMESPACE=$1
  shift
  "$@"
}

check_enrolled() { # ambient|sidecar|sds
  local want pods
  need_kubectl || return
  case "$1" in
    ambient) want='{.metadata.annotations.ambient\.istio\.io/redirection}' ;;
    sds) want='{.spec.containers[?(@.name=="envoy")].volumeMounts[*].name} ' ;;
    *) want='{.spec.containers[*].name} {.spec.initContainers[*].name}' ;;
  esac
  SHOWN="kubectl get pods -n $EG_NAMESPACE -l gateway.envoyproxy.io/owning-gateway-name=$GATEWAY -o yaml"
  kubectl get pods -n "$EG_NAMESPACE" -l "gateway.envoyproxy.io/owning-gateway-name=$GATEWAY,gateway.envoyproxy.io/owning-gateway-namespace=$WHERE" \
    -o jsonpath="{range .items[*]}{.metadata.name} $want{'\n'}{end}" >"$TMP/pods" 2>&1
  pods=$(grep -c . "$TMP/pods")
  WANT="all proxies are in the mesh ($1)"
  if [ "$1" = sds ]; then
    WANT='all proxies have the socket mounted'
    GOT=$(grep -cv ' mesh-socket ' "$TMP/pods")
    GOT="$GOT of $pods proxies do not"
    case "$GOT" in "0 of 0 "*) return 1 ;; "0 of "*) return 0 ;; esac
    return 1
  fi
  if [ "$1" = ambient ]; then GOT=$(grep -cv ' enabled$' "$TMP/pods"); else GOT=$(grep -cv 'istio-proxy' "$TMP/pods"); fi
  GOT="$GOT of $pods proxies are not"
  case "$GOT" in "0 of 0 "*) return 1 ;; "0 of "*) return 0 ;; esac
  return 1
}
