/** Comments on streams. */
export const STREAMS = {
  listener: (name: string) => `Stream ${name}: forwarded as it is, without authentication by the gateway.`,
  route: (name: string, reason: string) =>
    `Stream ${name}. The gateway cannot authenticate its clients; everybody who is not excluded by address may connect: ${reason}`,
  networks: (name: string) =>
    `Only these networks may connect to stream ${name}. The policy is that of the listener, because a TLSRoute cannot have one.`,
  traffic: (name: string) =>
    `Stream ${name}: an endpoint that does not accept connections gets none. An idle connection ends after one hour.`,
} as const;
