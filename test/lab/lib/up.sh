# shellcheck shell=bash disable=SC2154,SC2034
# Starting the cluster; read by lab.sh, whose functions and variables it uses.

# The namespaces: one for the node, one for clients outside the cluster with three addresses.
make_network() {
  local client
  setsid unshare -n -m --propagation private sleep infinity </dev/null >/dev/null 2>&1 &
  record ns $!
  setsid unshare -n sleep infinity </dev/null >/dev/null 2>&1 &
  client=$!
  record client $client
  sleep 0.5
  printf 'nameserver %s\nsearch svc.cluster.local cluster.local\n' "$LAB_NODE_IP" >"$R/resolv.conf"
  inns bash -c "
    set -e; mount --bind $R/resolv.conf /etc/resolv.conf
    ip link set lo up; ip addr add $LAB_NODE_IP/32 dev lo
    ip link add up0 type veth peer name eth0 netns $client; ip addr add 203.0.113.1/24 dev up0; ip link set up0 up
    nsenter --net=/proc/$client/ns/net bash -c 'ip link set lo up; for a in 10 20 30; do ip addr add 203.0.113.\$a/24 dev eth0; done; ip link set eth0 up; ip route add default via 203.0.113.1'
    ip route add default via 203.0.113.10 dev up0 src $LAB_NODE_IP
    sysctl -qw net.ipv4.ip_forward=1 net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0 net.ipv4.ip_unprivileged_port_start=0 net.ipv4.conf.all.route_localnet=1"
}

start_control_plane() {
  daemon etcd "$B/kube" etcd --data-dir "$R/etcd" --listen-client-urls http://127.0.0.1:2379 --advertise-client-urls http://127.0.0.1:2379 \
    --listen-peer-urls http://127.0.0.1:2380 --initial-advertise-peer-urls http://127.0.0.1:2380 --initial-cluster default=http://127.0.0.1:2380 --unsafe-no-fsync --log-level warn
  daemon apiserver "$B/kube" apiserver --etcd-servers=http://127.0.0.1:2379 --advertise-address="$LAB_NODE_IP" --secure-port=6443 \
    --tls-cert-file="$LAB_PKI/apiserver.crt" --tls-private-key-file="$LAB_PKI/apiserver.key" --client-ca-file="$LAB_PKI/ca.crt" --cert-dir="$R/apiserver" \
    --service-account-issuer=https://kubernetes.default.svc.cluster.local --service-account-key-file="$LAB_PKI/sa.pub" --service-account-signing-key-file="$LAB_PKI/sa.key" \
    --service-cluster-ip-range=10.96.0.0/16 --authorization-mode=Node,RBAC --allow-privileged=true --kubelet-preferred-address-types=InternalIP \
    --requestheader-client-ca-file="$LAB_PKI/ca.crt" --requestheader-allowed-names=front-proxy --requestheader-username-headers=X-Remote-User --requestheader-group-headers=X-Remote-Group --requestheader-extra-headers-prefix=X-Remote-Extra-
  wait_for apiserver 60 inns curl -sf --cacert "$LAB_PKI/ca.crt" --cert "$LAB_PKI/admin.crt" --key "$LAB_PKI/admin.key" "$LAB_SERVER/readyz"
  say 'API server ready'
  daemon kcm "$B/kube" controller-manager --kubeconfig="$LAB_PKI/kcm.kubeconfig" --authentication-kubeconfig="$LAB_PKI/kcm.kubeconfig" --authorization-kubeconfig="$LAB_PKI/kcm.kubeconfig" \
    --service-account-private-key-file="$LAB_PKI/sa.key" --root-ca-file="$LAB_PKI/ca.crt" --use-service-account-credentials=true --leader-elect=false --cert-dir="$R/kcm" \
    --controllers='*,-node-lifecycle-controller,-node-ipam-controller,-taint-eviction-controller'
}

start_node() {
  daemon nodelet "$NODE_BIN" "$LAB_SRC/lib/nodelet.mjs"
  daemon dns "$NODE_BIN" "$LAB_SRC/lib/dns.mjs"
  wait_for node 30 inns kubectl get node lab
  inns kubectl create clusterrolebinding lab-kube-proxy --clusterrole=system:node-proxier --user=system:kube-proxy >/dev/null 2>&1 || true
  cat >"$R/proxy.yaml" <<K
apiVersion: kubeproxy.config.k8s.io/v1alpha1
kind: KubeProxyConfiguration
mode: nftables
clusterCIDR: 10.244.0.0/16
hostnameOverride: lab
clientConnection: {kubeconfig: $LAB_PKI/proxy.kubeconfig}
conntrack: {maxPerCore: 0, min: 0, tcpEstablishedTimeout: 0s, tcpCloseWaitTimeout: 0s}
nftables: {minSyncPeriod: 100ms}
metricsBindAddress: 127.0.0.1:10249
K
  daemon proxy "$B/kube" proxy --config="$R/proxy.yaml"
  wait_for kube-proxy 30 inns curl -sf http://127.0.0.1:10256/livez
}

# Helm values of a folder that was generated, or the lab's own.
install_gateway() {
  local values=${1:-$LAB_SRC/etc/values.yaml} sum
  # The same values again would only restart what runs.
  sum=$(sha256sum <"$values")
  [ "$(cat "$R/values.sum" 2>/dev/null)" = "$sum" ] && return 0
  rm -f "$R/values.sum"
  inns helm upgrade --install eg "$LAB_HOME/charts/gateway-helm" -n envoy-gateway-system --create-namespace \
    -f "$values" --wait --timeout 4m >"$LAB_HOME/logs/helm.log" 2>&1 || { cat "$LAB_HOME/logs/helm.log" >&2; return 1; }
  # A changed configuration is read at start.
  inns kubectl -n envoy-gateway-system rollout restart deployment/envoy-gateway >/dev/null
  inns kubectl -n envoy-gateway-system rollout status deployment/envoy-gateway --timeout=2m >/dev/null
  echo "$sum" >"$R/values.sum"
}

up() {
  T0=$SECONDS
  alive "$R/pids/ns.pid" && { echo 'lab: it is up already' >&2; return 1; }
  PATH=$EG_LAB_PATH bash "$LAB_SRC/build.sh"
  rm -rf "$R"; mkdir -p "$R/pids" "$LAB_HOME/logs"
  rm -rf "$LAB_HOME"/logs/pods "$LAB_HOME"/logs/{etcd,apiserver,kcm,proxy,dns,nodelet,issuer,policy}.log
  bash "$LAB_SRC/lib/pki.sh" "$R/pki" "$LAB_NODE_IP"
  # Programs in the cluster trust the lab's CA as they would a public one.
  cat /etc/ssl/certs/ca-certificates.crt "$R/pki/ca.crt" >"$R/ca-certificates.crt"
  make_network
  start_control_plane
  start_node
  say 'controllers, kube-proxy, node up'
  inns kubectl apply --server-side -f "$LAB_HOME/crds" >/dev/null
  inns kubectl apply -f "$LAB_SRC/etc/redis.yaml" >/dev/null
  daemon issuer "$NODE_BIN" "$LAB_SRC/lib/issuer.mjs"
  daemon policy "$NODE_BIN" "$LAB_SRC/lib/policy.mjs"
  install_gateway "$@"
  say 'Envoy Gateway installed'
}
