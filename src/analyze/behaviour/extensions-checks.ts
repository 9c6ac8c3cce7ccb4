import { plain } from '../../diagnostics/shown.ts';
import { proxySpecs } from '../../effective/gateways/controllers.ts';
import { entries, type Fields, fields, text } from '../../effective/objects/loose-objects.ts';
import { gatewaysOf } from '../../effective/policies/settings/targets-of-policy.ts';
import { placesOfPolicy, specsIn } from '../../effective/requests/places-of-policy.ts';
import type { Check } from '../check.ts';

const FILTERS = {
  lua: 'envoy.filters.http.lua',
  extProc: 'envoy.filters.http.ext_proc',
  wasm: 'envoy.filters.http.wasm',
} as const;
type Kind = keyof typeof FILTERS;
const KINDS = Object.keys(FILTERS) as Kind[];
/** The filters of authorization and limits (newOrderedHTTPFilter in internal/xds/translator/httpfilters.go). */
const CHECKED_LATER = new Set([
  'envoy.filters.http.rbac',
  'envoy.filters.http.local_ratelimit',
  'envoy.filters.http.ratelimit',
]);

const isMoved = (proxy: Fields, kind: Kind): boolean =>
  entries(proxy.filterOrder).some((f) => f.name === FILTERS[kind] && CHECKED_LATER.has(text(f.after) ?? ''));

const readsHeaders = (security: Fields): boolean =>
  entries(fields(security.authorization).rules).some((r) => entries(fields(r.principal).headers).length > 0);

const countsByHeader = (traffic: Fields): boolean =>
  (['local', 'global'] as const).some((scope) =>
    entries(fields(fields(traffic.rateLimit)[scope]).rules).some((r) =>
      entries(r.clientSelectors).some((s) => entries(s.headers).length > 0),
    ),
  );

/** Extensions that run before authorization or limits that read headers. Without a Gateway, the order is not known. */
export const runFirst: Check = (snapshot, report) => {
  for (const policy of snapshot.of('EnvoyExtensionPolicy')) {
    const proxies = gatewaysOf(snapshot, policy).map((g) => proxySpecs(snapshot, g));
    const kinds = KINDS.filter(
      (kind) =>
        entries(fields(policy.spec)[kind]).length > 0 &&
        proxies.some((specs) => !specs.some((spec) => isMoved(spec, kind))),
    );
    if (kinds.length === 0) continue;
    const places = placesOfPolicy(snapshot, policy);
    if (
      specsIn(snapshot, 'SecurityPolicy', places).some(readsHeaders) ||
      specsIn(snapshot, 'BackendTrafficPolicy', places).some(countsByHeader)
    )
      report('ExtensionsRunFirst', policy, 'spec', { kinds });
  }
};

/** Modules that Envoy Gateway downloads without a checksum. */
export const unpinnedModules: Check = (snapshot, report) => {
  for (const policy of snapshot.of('EnvoyExtensionPolicy'))
    for (const [i, module] of entries(fields(policy.spec).wasm).entries())
      for (const source of ['http', 'image'] as const) {
        const { url, sha256 } = fields(fields(module.code)[source]);
        const pinned = text(sha256) !== undefined || (source === 'image' && /@sha256:/.test(text(url) ?? ''));
        if (text(url) !== undefined && !pinned)
          report('ModuleUnpinned', policy, `spec.wasm[${i}].code.${source}.url`, { url: plain(url) });
      }
};
