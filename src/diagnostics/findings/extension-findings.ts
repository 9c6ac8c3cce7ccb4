// Extensions: code that Envoy runs for requests.

import { listed } from '../shown.ts';
import { define, type FindingGroup } from './finding-definition.ts';

const LUA =
  'kind: EnvoyExtensionPolicy\nmetadata: { name: users }\nspec: { targetRefs: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, name: users }], lua: [{ type: Inline, inline: "function envoy_on_request(handle) end" }] }';
const BY_USER =
  'kind: BackendTrafficPolicy\nspec: { rateLimit: { type: Global, global: { rules: [{ clientSelectors: [{ headers: [{ name: x-jwt-claim-sub, type: Distinct }] }], limit: { requests: 9, unit: Minute }, shared: true }] } } }';
const wasm = (image: string): string =>
  `kind: EnvoyExtensionPolicy\nmetadata: { name: users }\nspec: { targetRefs: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, name: users }], wasm: [{ name: banner, code: { type: Image, image: ${image} } }] }`;

export const extensionFindings = {
  ExtensionsRunFirst: define<{ kinds: readonly string[] }>({
    severity: 'info',
    risk: 'advice',
    sample: { kinds: ['lua'] },
    words: ({ kinds }) => ({
      what: `The extensions of this policy (${listed(kinds)}) run before authorization and rate limits, which read headers here.`,
      why: 'An extension can change these headers. It also receives requests that are rejected afterwards.',
      fix: 'Move them behind envoy.filters.http.ratelimit with filterOrder of the EnvoyProxy, or accept it if they set these headers.',
    }),
    example: {
      before: `${LUA}\n---\n${BY_USER}`,
      after: `${LUA}\n---\n${BY_USER}\n---\nkind: EnvoyProxy\nspec: { filterOrder: [{ name: envoy.filters.http.lua, after: envoy.filters.http.ratelimit }] }`,
    },
  }),
  ModuleUnpinned: define<{ url: string }>({
    severity: 'warning',
    risk: 'exposed',
    sample: { url: 'registry.example.com/banner:1.2' },
    words: ({ url }) => ({
      what: `The Wasm module ${url} has no checksum.`,
      why: 'Whoever can replace the module runs code in the proxies, which read every request.',
      fix: 'Set sha256.',
    }),
    example: {
      before: wasm('{ url: "registry.example.com/banner:1.2" }'),
      after: wasm(
        `{ url: "registry.example.com/banner:1.2", sha256: ${'79c9f85128bb0177b6511afa85d587224efded376ac0ef76df56595f1e6315c0'} }`,
      ),
    },
  }),
} as const satisfies FindingGroup;
