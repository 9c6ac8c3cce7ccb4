/** Comments on GatewayClass, EnvoyProxy and PodMonitor: who runs the proxies, how many, and what they report. */
export const PROXIES = {
  shared: 'Shared by all Gateways of this controller. Settings of this Gateway are in its EnvoyProxy.',
  merged:
    'All Gateways of this class share the proxies of its EnvoyProxy. Two listeners with the same port and host name conflict: the newer one is not accepted.',
  threads: (calculation: string) =>
    `one worker thread per core of the replica (${calculation}); the default is one per core of the node`,
  drain:
    'On a rolling restart, a replica waits at least 15 s for new requests to go to other replicas, and at most 60 s for running requests to finish.',
  localTraffic: 'Local preserves the client address, which rate limits and address rules depend on.',
  loadBalancer:
    'set what your cloud needs for its load balancer in gateway.service: annotations (internal or public, PROXY protocol), loadBalancerClass, loadBalancerIP.',
  preset: (name: string, keys: readonly string[], doc: string) =>
    `Preset ${name} of gateway.service.cloud${keys.length > 0 ? ` sets ${keys.join(', ')}` : ' sets nothing that is not answered'}. Documented at ${doc}`,
  externalDns:
    'external-dns reads these with its source "service": the first prefix until v0.21, the second one from v0.22 on. Its source "gateway-httproute" needs no annotation.',
  nodePorts: 'EnvoyProxy has no field for node ports. This patch changes the ports of the Service by their number.',
  hostNetwork:
    'The proxies use the network of their node: Envoy listens on ports 10080 and 10443 of each node, its metrics on 19001.',
  serviceAddress:
    'Sends requests to the address of the Service instead of its pods, so that they pass the waypoint or the sidecar.',
  authorizerLast:
    'By default an authorizer is called before tokens and keys are verified. Here it is called only for requests that passed the other methods of their policy.',
  inMesh: (mode: string, principal: string) => `The proxies are in the mesh (${mode}) with the identity ${principal}.`,
  peakNotSet: (assumed: number) =>
    `traffic.peakRequestsPerSecond is not set; all sizes assume ${assumed} requests per second.`,
  headersLimit:
    'Largest headers of a request, in KiB (traffic.maxRequestHeaders). Envoy Gateway 1.9 has no other setting for it. A change restarts the proxies.',
  image: (version: string) =>
    `Set by proxy.image. Envoy Gateway ${version} is tested with Envoy 1.39; another minor version may reject its configuration.`,
  accessLog: 'These fields replace all defaults. The path is logged without its query; no field holds a credential.',
  monitorLabels:
    'if your Prometheus selects PodMonitors by label, set it: observability.prometheus: { labels: { release: NAME } }.',
} as const;
