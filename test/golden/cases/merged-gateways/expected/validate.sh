# The last two minutes, from all proxies, which are in the namespace of the controller or of the Gateway.
access_log() {
  local where
  for where in "$EG_NAMESPACE" "$WHERE"; do
    kubectl logs -n "$where" -l "gateway.envoyproxy.io/owning-gatewayclass=$CLASS" -c envoy --since=2m --tail=-1 2>/dev/null
  done >"$TMP/log"
}

check_log() { # PATH
  local mark="validate-$$-$RANDOM" secret="secret-$$-$RANDOM" i=0 line
  need_kubectl || return
  send - GET https "${1%/}/$mark?token=$secret" "Authorization: Bearer $secret" || return
  WANT='a log line with path, method and status, without the credential'
  SHOWN="kubectl logs -n $EG_NAMESPACE -l gateway.envoyproxy.io/owning-gatewayclass=$CLASS -c envoy --since=2m"
  # Envoy writes its log in batches.
  while [ "$i" -lt 20 ]; do
    access_log
    line=$(grep -- "$mark" "$TMP/log" | head -1)
    [ -n "$line" ] && break
    sleep 2
    i=$((i + 1))
  done
  GOT=${line:-no log line within 40 s}
  if grep -q -- "$secret" "$TMP/log"; then GOT='the log contains the credential'; return 1; fi
  case "$line" in *'"method":"GET"'*'"status":'*) return 0 ;; *'"status":'*'"method":"GET"'*) return 0 ;; esac
  return 1
}
