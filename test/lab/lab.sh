#!/usr/bin/env bash
# A Kubernetes cluster with Envoy Gateway, without containers: real programs in network namespaces of their own.
#
#   lab.sh build                   build what is missing (once, see README.md)
#   lab.sh up [VALUES]             start the cluster; Helm values of Envoy Gateway from a file
#   lab.sh values VALUES           install Envoy Gateway anew with other values
#   lab.sh down | status
#   lab.sh suite [NAME...]         build, up, the suites, down; --keep leaves it running; --kubeconfig FILE: on that cluster instead
#   lab.sh kubectl ... | helm ... | run CMD...    on the node
#   lab.sh curl ... | client CMD...               as a client outside the cluster
#   lab.sh podnet NS/POD CMD...                   a program of the host in a Pod's network namespace
#   lab.sh name HOST NS/SERVICE    make the cluster's DNS answer HOST with a Service's address
set -euo pipefail
LAB_SRC=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
export LAB_SRC LAB_HOME=${EG_LAB_HOME:-${XDG_CACHE_HOME:-$HOME/.cache}/eg-api-gateway-lab} LAB_NODE_IP=172.20.0.1
R=$LAB_HOME/run B=$LAB_HOME/bin

# Another cluster, named explicitly, needs nothing of this machine but kubectl.
case " $* " in " suite "*" --kubeconfig "*) shift; exec node "$LAB_SRC/suite.mjs" "$@" ;; esac

skip() { echo "SKIPPED lab: $1"; echo '0 passed, 0 failed, 1 skipped'; exit 0; }
[ "$(uname)" = Linux ] || skip 'it needs Linux (network namespaces)'
[ "$(id -u)" = 0 ] || skip 'it needs root (network and mount namespaces)'
unshare -n -m true 2>/dev/null || skip 'namespaces are not allowed here'
if [ -n "${KUBECONFIG:-}" ] && [ "${EG_LAB_INSIDE:-}" != 1 ]; then
  echo "lab: KUBECONFIG is set to $KUBECONFIG. The lab has a cluster of its own and touches no other: unset KUBECONFIG." >&2
  exit 2
fi
export EG_LAB_INSIDE=1 LAB_PKI=$R/pki LAB_SERVER=https://$LAB_NODE_IP:6443 KUBECONFIG=$R/pki/admin.kubeconfig
export HELM_CACHE_HOME=$R/helm HELM_CONFIG_HOME=$R/helm HELM_DATA_HOME=$R/helm KUBECACHEDIR=$R/kubecache
# Building needs the host's own tools; the cluster gets a small, known path.
export EG_LAB_PATH=${EG_LAB_PATH:-$PATH}
NODE_BIN=$(PATH=$EG_LAB_PATH command -v node)
export NODE_BIN
LAB_ENVOY=$(echo "$LAB_HOME"/venv/lib/python3*/site-packages/envoy/_bin/envoy)
LAB_PYTHON=$LAB_HOME/venv/bin/python
export LAB_PYTHON LAB_ENVOY PATH=$B:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin

# A process is known by its number and its start time, so that a number used again is never ended.
start_time() { sed 's/^.*) //' "/proc/$1/stat" 2>/dev/null | cut -d' ' -f20; }
alive() { local p s; [ -f "$1" ] && read -r p s <"$1" && [ -n "$s" ] && [ "$(start_time "$p")" = "$s" ]; }
record() { echo "$2 $(start_time "$2")" >"$R/pids/$1.pid"; }
inns() { local p _; read -r p _ <"$R/pids/ns.pid"; nsenter -t "$p" -n -m -w"$PWD" -- "$@"; }
incl() { local p c _; read -r p _ <"$R/pids/ns.pid"; read -r c _ <"$R/pids/client.pid"; nsenter -t "$p" -m --net=/proc/"$c"/ns/net -w"$PWD" -- "$@"; }
daemon() {
  local n=$1 p _; shift; read -r p _ <"$R/pids/ns.pid"
  setsid nsenter -t "$p" -n -m -- "$@" </dev/null >>"$LAB_HOME/logs/$n.log" 2>&1 &
  record "$n" $!
}
wait_for() {
  local what=$1 seconds=$2 i; shift 2
  for ((i = 0; i < seconds * 5; i++)); do "$@" >/dev/null 2>&1 && return 0; sleep 0.2; done
  echo "lab: $what did not come up; see $LAB_HOME/logs" >&2; return 1
}
say() { printf 'lab: %5ss  %s\n' "$((SECONDS - T0))" "$*"; }

# shellcheck source=lib/up.sh
. "$LAB_SRC/lib/up.sh"

down() {
  local f p s n c _; shopt -s nullglob
  for n in issuer policy nodelet dns proxy kcm apiserver etcd; do
    f=$R/pids/$n.pid
    if alive "$f"; then
      read -r p s <"$f"; kill "$p"
      for _ in {1..50}; do alive "$f" || break; sleep 0.1; done
      alive "$f" && kill -9 "$p"
    fi
    rm -f "$f"
  done
  for f in "$R"/pids/*.pid; do
    if alive "$f"; then
      read -r p s <"$f"
      # A program that changed its user does not die with its launcher; the namespace's first process does it.
      # shellcheck disable=SC2013
      for c in $(cat "/proc/$p/task/$p/children" 2>/dev/null); do kill -9 "$c" 2>/dev/null || true; done
      kill -9 "$p"
    fi
    rm -f "$f"
  done
  echo 'lab: down'
}
running() { alive "$R/pids/ns.pid" && alive "$R/pids/apiserver.pid" && alive "$R/pids/nodelet.pid"; }
# Files of processes may come from another machine or from before a restart: what they name does not run, whatever they say.
status() {
  local f; shopt -s nullglob
  for f in "$R"/pids/*.pid; do printf '%-70s %s\n' "$(basename "$f" .pid)" "$(alive "$f" && cat "$f" || echo dead)"; done
  running || { echo 'lab: it is not running'; return 1; }
}

cmd=${1:-help}; shift || true
case $cmd in
  build) PATH=$EG_LAB_PATH bash "$LAB_SRC/build.sh" "$@" ;;
  up) up "$@" ;;
  values) install_gateway "$@" ;;
  down) down ;;
  status) status ;;
  suite) exec "$NODE_BIN" "$LAB_SRC/suite.mjs" "$@" ;;
  kubectl | helm) inns "$cmd" "$@" ;;
  curl) incl curl "$@" ;;
  client) incl "$@" ;;
  run) inns "$@" ;;
  name) inns "$NODE_BIN" "$LAB_SRC/lib/name.mjs" "$@" ;;
  podnet)
    u=$(inns kubectl get pod -n "${1%%/*}" "${1#*/}" -o jsonpath='{.metadata.uid}')
    read -r p _ <"$R/pids/pod-$u-pause.pid"; shift
    nsenter --net=/proc/"$p"/ns/net -- "$@" ;;
  *) sed -n 2,13p "${BASH_SOURCE[0]}" ;;
esac
