/** Comments on GatewayClass, EnvoyProxy and PodMonitor: who runs the proxies, how many, and what they report. */
export const PROXIES = {
  shared: 'Shared by all Gateways of this controller; what is special to this one stands in its EnvoyProxy.',
  threads: (calculation: string) => `threads: ${calculation}; without it Envoy starts one for each core of the node`,
  drain: 'A rolling restart lets requests finish: new ones go elsewhere for 15 s, running ones have 60 s.',
  localTraffic: 'Local keeps the address of the client, which limits and address rules count on.',
  loadBalancer:
    'what your cloud needs for its load balancer is an answer, gateway.service: annotations (internal or public, PROXY protocol), loadBalancerClass, loadBalancerIP.',
  serviceAddress:
    'To the address of the Service and not to its pods: that is the way past the waypoint or the sidecar.',
  inMesh: (mode: string, principal: string) => `The proxies are in the mesh (${mode}) as ${principal}.`,
  peakNotSet: (assumed: number) =>
    `the peak was not answered; all sizes assume ${assumed} requests a second (traffic.peakRequestsPerSecond).`,
  accessLog:
    'These fields replace all defaults. The path is logged without its query, and no field carries a credential.',
  monitorLabels:
    'if your Prometheus selects PodMonitors by a label, answer it: observability.prometheus: { labels: { release: NAME } }.',
} as const;
