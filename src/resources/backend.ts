import type { Backend, BackendTLSPolicy } from '../crds/types/index.ts';
import type { Intent } from '../intent/model.ts';
import { ENVOY_GATEWAY, ENVOY_GROUP, GATEWAY_API, meta, note, resource } from './make.ts';
import type { Resource } from './resource.ts';

/** Servers outside the cluster: where they are, and the TLS that is spoken to them. */
export const backends = (intent: Intent): Resource[] =>
  intent.externals.flatMap(({ name, host, port, owner, certificate, tls: overTls, fallback }) => {
    const object: Backend = {
      apiVersion: ENVOY_GATEWAY,
      kind: 'Backend',
      metadata: meta(intent, name),
      spec: {
        endpoints: [{ fqdn: { hostname: host, port } }],
        ...(fallback && { fallback: true }),
        ...(certificate !== undefined && {
          tls: { clientCertificateRef: { group: '', kind: 'Secret', name: certificate } },
        }),
      },
    };
    const tls: BackendTLSPolicy = {
      apiVersion: GATEWAY_API,
      kind: 'BackendTLSPolicy',
      metadata: meta(intent, name),
      spec: {
        // Without sectionName: with one, a backendRef that names no port would be spoken to in clear text.
        targetRefs: [{ group: ENVOY_GROUP, kind: 'Backend', name }],
        validation: { wellKnownCACertificates: 'System', hostname: host },
      },
    };
    const stand = fallback
      ? [note('why', `Takes the requests of ${owner} while none of its own endpoints is healthy.`, 'spec', 'fallback')]
      : [];
    return [
      resource('40-httproutes', owner, object, [
        ...stand,
        note('why', 'Needs extensionApis.enableBackend in envoy-gateway-values.yaml.'),
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
      ]),
      ...(overTls
        ? [
            resource('40-httproutes', owner, tls, [
              note('why', `TLS to ${host}, with its certificate checked; without this policy it would be clear text.`),
            ]),
          ]
        : []),
    ];
  });
