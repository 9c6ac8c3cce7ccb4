import type { Backend, BackendTLSPolicy } from '../crds/types/index.ts';
import type { Intent } from '../model/intent.ts';
import { guardsPlace } from '../objects/guards-place.ts';
import { ENVOY_GATEWAY, ENVOY_GROUP, GATEWAY_API, meta, note, resource } from '../objects/make.ts';
import type { Resource } from '../objects/resource.ts';

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
      const stand = fallback
        ? [
            note(
              'why',
              `Takes the requests of ${owner} while none of its own endpoints is healthy.`,
              'spec',
              'fallback',
            ),
          ]
        : [];
      // What a policy before all routes asks has to be there with it.
      const place = early ? guardsPlace(intent) : { stage: 'httpRoutes' as const, owner };
      return [
        resource(place.stage, place.owner, object, [
          ...stand,
          note(
            'why',
            `Needs extensionApis.enableBackend in envoy-gateway-values.yaml${intent.team ? ' of the platform' : ''}.`,
          ),
          ...(certificate === undefined
            ? []
            : [
                note(
                  'why',
                  'What the gateway shows to the server; who the server is, the policy below checks.',
                  'spec',
                  'tls',
                ),
              ]),
          ...(ownProtocols && overTls
            ? [
                note(
                  'why',
                  'Not "istio", which EnvoyProxy says to the mesh: a server that does not know it ends the handshake.',
                  'spec',
                  'tls',
                  'alpnProtocols',
                ),
              ]
            : []),
        ]),
        ...(overTls
          ? [
              resource(place.stage, place.owner, tls, [
                note(
                  'why',
                  `TLS to ${serverName}, with its certificate checked; without this policy it would be clear text.`,
                ),
                ...(ca
                  ? [
                      note(
                        'why',
                        `${ca.kind} ${ca.name} has to exist here, with the CA in its key ca.crt: no public authority signs for this server.`,
                        'spec',
                        'validation',
                        'caCertificateRefs',
                      ),
                    ]
                  : []),
              ]),
            ]
          : []),
      ];
    },
  );
};
