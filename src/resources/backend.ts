import type { Backend, BackendTLSPolicy } from '../crds/types/index.ts';
import type { Intent } from '../model/intent.ts';
import { ENVOY_GATEWAY, ENVOY_GROUP, GATEWAY_API, meta, note, resource } from '../objects/make.ts';
import type { Resource } from '../objects/resource.ts';
import { guardsPlace } from './deny-by-default.ts';
import { BACKENDS } from './notes/backends-notes.ts';

/** Servers outside the cluster: where they are, and the TLS that is spoken to them. */
export const backends = (intent: Intent): Resource[] => {
  // What EnvoyProxy says to backends of the mesh would be said here too, and a public server refuses what it does not know.
  const ownProtocols = intent.mesh?.sds !== undefined;
  return intent.externals.flatMap(
    ({ name, host, serverName, port, owner, certificate, ca, early, tls: overTls, fallback }) => {
      const client = {
        ...(certificate !== undefined && { clientCertificateRef: { group: '', kind: 'Secret', name: certificate } }),
        ...(ownProtocols && overTls && { alpnProtocols: ['h2', 'http/1.1'] }),
        // Of a team, the check stands here as well: a guard rail sees this object, and not whether the policy below is there.
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
          // Without sectionName: with one, a backendRef that names no port would be spoken to in clear text.
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
      // What a policy before all routes asks has to be there with it.
      const place = early ? guardsPlace(intent) : { stage: '40-httproutes' as const, owner };
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
                note('why', BACKENDS.tls(serverName)),
                ...(ca ? [note('why', BACKENDS.ca(ca.kind, ca.name), 'spec', 'validation', 'caCertificateRefs')] : []),
              ]),
            ]
          : []),
      ];
    },
  );
};
