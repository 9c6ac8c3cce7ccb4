/** Comments on EnvoyExtensionPolicies and what they need. */
export const EXTENSIONS = {
  policy: (service: string) =>
    `Extensions of service ${service}. They run in the proxies after authentication, authorization and rate limits (filterOrder of the EnvoyProxy), so they see only requests that are allowed.`,
  extProc: 'The server receives what processingMode lists, including the Authorization and Cookie headers of clients.',
  failClosed: 'false: while the extension fails, requests get 500.',
  failOpen: 'failOpen: true is set: while the extension fails, requests pass without it.',
  lua: 'A script can read and change every part of a request and a response, including credentials.',
  luaConfigMap: (name: string) =>
    `ConfigMap ${name} must contain the script under the key lua. Whoever may write it runs code in the proxies.`,
  wasm: 'The checksum pins the module. It can read and change every part of a request and a response.',
  order: 'By default, Envoy Gateway runs extensions before authorization and rate limits.',
} as const;
