import { entries, fields, type Loose, text } from '../../effective/objects/loose-objects.ts';
import { rulesOfPolicy } from '../../effective/policies/rules-of-policy.ts';
import { ownerOf } from '../../effective/requests/effective-policy.ts';
import { rulesInPlace } from '../../effective/requests/rules-of-route.ts';
import type { Check } from '../check.ts';

/** Compressors that Envoy Gateway leaves out (buildCompression in internal/gatewayapi/backendtrafficpolicy.go). */
export const compressors: Check = (snapshot, report) => {
  for (const policy of snapshot.of('BackendTrafficPolicy'))
    for (const [i, compressor] of entries(fields(policy.spec).compressor).entries()) {
      const type = text(compressor.type);
      const key = type?.toLowerCase();
      if (type === undefined || key === undefined || !['gzip', 'brotli', 'zstd'].includes(key)) continue;
      if (compressor[key] === undefined) report('CompressorIgnored', policy, `spec.compressor[${i}]`, { type, key });
    }
};

/** Buffers of whole requests on routes for gRPC, by a policy of the route or of its listener. */
export const bufferedStreams: Check = (snapshot, report) => {
  const buffers = snapshot.of('BackendTrafficPolicy').filter((p) => fields(p.spec).requestBuffer !== undefined);
  if (buffers.length === 0) return;
  const found = new Map<Loose, Loose>();
  for (const policy of buffers) {
    const own = rulesOfPolicy(snapshot, policy).find(({ route }) => route.kind === 'GRPCRoute');
    if (own) found.set(policy, own.route);
  }
  for (const route of snapshot.of('GRPCRoute'))
    for (const { traffic } of rulesInPlace(snapshot, route))
      if (traffic?.spec.requestBuffer !== undefined) {
        const policy = ownerOf(traffic, 'requestBuffer');
        if (!found.has(policy)) found.set(policy, route);
      }
  for (const [policy, route] of found) {
    const { name, namespace } = route.metadata;
    report('RequestBufferOnStreams', policy, 'spec.requestBuffer', { route: `GRPCRoute ${namespace}/${name}` });
  }
};
