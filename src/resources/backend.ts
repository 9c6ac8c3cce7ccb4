import type { Backend, BackendTLSPolicy } from '../crds/types/index.ts';
import type { ExternalIntent, Intent } from '../model/intent.ts';
import { guardsPlace } from '../objects/guards-place.ts';
import { ENVOY_GATEWAY, ENVOY_GROUP, GATEWAY_API, meta, note, resource } from '../objects/make.ts';
import type { Resource } from '../objects/resource.ts';
import { isAddress } from '../values/external-address.ts';
import { parseIPv6 } from '../values/go-net.ts';
import { BACKENDS } from './notes/backends-notes.ts';

type Endpoint = NonNullable<NonNullable<Backend['spec']>['endpoints']>[number];

/** IPv6 without `::`, for which the pattern of the CRD does not accept every place. */
const inFull = (address: string): string =>
  parseIPv6(address)
    ?.map((n) => n.toString(16))
    .join(':') ?? address;

/** A name or an address. With its own server name, rewrites of the Host header to that of the chosen backend use it, too. */
const endpointOf = ({ host, port, serverName, outside }: ExternalIntent): Endpoint => ({
  ...(outside && serverName !== '' && !host.startsWith(serverName) && { hostname: serverName }),
  ...(isAddress(host) ? { ip: { address: inFull(host), port } } : { fqdn: { hostname: host, port } }),
});

/** External servers: their address, and TLS to them. */
export const backends = (intent: Intent): Resource[] => {
  // The EnvoyProxy sets ALPN for the mesh, which applies here, too; a public server rejects an unknown protocol.
  const ownProtocols = intent.mesh?.sds !== undefined;
  return intent.externals.flatMap((external) => {
    const { name, serverName, owner, certificate, ca, early, tls: overTls, fallback } = external;
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
        endpoints: [endpointOf(external)],
        ...(external.h2c && { appProtocols: ['gateway.envoyproxy.io/h2c' as const] }),
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
        ...(external.outside && !overTls ? [note('why', BACKENDS.clearText, 'spec', 'endpoints')] : []),
        ...(external.h2c ? [note('why', BACKENDS.h2c, 'spec', 'appProtocols')] : []),
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
  });
};
