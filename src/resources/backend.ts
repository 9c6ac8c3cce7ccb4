import type { Backend, BackendTLSPolicy } from '../crds/types/index.ts';
import type { Intent } from '../model/intent.ts';
import { guardsPlace } from '../objects/guards-place.ts';
import { ENVOY_GATEWAY, ENVOY_GROUP, GATEWAY_API, meta, note, resource } from '../objects/make.ts';
import type { Resource } from '../objects/resource.ts';
import { BACKENDS } from './notes/backends-notes.ts';

/** External servers: their address, and TLS to them. */
export const backends = (intent: Intent): Resource[] => {
  // The EnvoyProxy sets ALPN for the mesh, which applies here, too; a public server rejects an unknown protocol.
  const ownProtocols = intent.mesh?.sds !== undefined;
  return intent.externals.flatMap(
    ({ name, host, serverName, port, owner, certificate, ca, early, tls: overTls, fallback }) => {
      const client = {
        ...(certificate !== undefined && { clientCertificateRef: { group: '', kind: 'Secret', name: certificate } }),
        ...(ownProtocols && overTls && { alpnProtocols: ['h2', 'http/1.1'] }),
        // In a team's unit, the Backend also verifies the server: the admission policy sees this object, but not the policy below.
        ...(intent.team && overTls && !ca && { wellKnownCACertificates: 'System' as const, sni: serverName }),
      };
      const object: Backend = {
        apiVersion: ENVOY_GATEWAY,
        kind: 'Backend',
        metadata: meta(intent, name),
        spec: {
          endpoints: [{ fqdn: { hostname: host, port } }],
          ...(fallback && { fallback: true }),
          ...(Object.keys(client).length > 0 && { tls: client }),
        },
      };
      const tls: BackendTLSPolicy = {
        apiVersion: GATEWAY_API,
        kind: 'BackendTLSPolicy',
        metadata: meta(intent, name),
        spec: {
          // No sectionName: with one, a backendRef without a port would use clear text.
          targetRefs: [{ group: ENVOY_GROUP, kind: 'Backend', name }],
          validation: {
            ...(ca
              ? { caCertificateRefs: [{ group: '', kind: ca.kind, name: ca.name }] }
              : { wellKnownCACertificates: 'System' as const }),
            hostname: serverName,
          },
        },
      };
      const stand = fallback ? [note('why', BACKENDS.fallback(owner), 'spec', 'fallback')] : [];
      // A Backend of a policy that is applied before all routes must be applied with it.
      const place = early ? guardsPlace(intent) : { stage: 'httpRoutes' as const, owner };
      return [
        resource(place.stage, place.owner, object, [
          ...stand,
          note('why', intent.team ? BACKENDS.needsBackendApiOfPlatform : BACKENDS.needsBackendApi),
          ...(certificate === undefined ? [] : [note('why', BACKENDS.clientCertificate, 'spec', 'tls')]),
          ...(ownProtocols && overTls ? [note('why', BACKENDS.protocols, 'spec', 'tls', 'alpnProtocols')] : []),
        ]),
        ...(overTls
          ? [
              resource(place.stage, place.owner, tls, [
                note('why', object.spec?.tls ? BACKENDS.certificate(serverName) : BACKENDS.tls(serverName)),
                ...(ca ? [note('why', BACKENDS.ca(ca.kind, ca.name), 'spec', 'validation', 'caCertificateRefs')] : []),
              ]),
            ]
          : []),
      ];
    },
  );
};
