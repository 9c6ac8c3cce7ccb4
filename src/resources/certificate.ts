import type { Certificate, ClusterIssuer, Issuer } from '../crds/types/index.ts';
import type { Intent } from '../model/intent.ts';
import { GATEWAY_GROUP, labels, meta, note, resource } from '../objects/make.ts';
import type { Resource } from '../objects/resource.ts';
import { CERTIFICATE } from './notes/listeners-notes.ts';

const CERT_MANAGER = 'cert-manager.io/v1';

const issuerOf = (intent: Intent): Resource[] => {
  const { certificate: c, gateway: g } = intent;
  if (c.from !== 'issuer' || !c.emit) return [];
  const spec: Issuer['spec'] =
    c.emit.type === 'selfSigned'
      ? { selfSigned: {} }
      : {
          acme: {
            email: c.emit.email,
            server: c.emit.server,
            privateKeySecretRef: { name: `${c.issuer.name}-account` },
            solvers: [
              {
                http01: {
                  gatewayHTTPRoute: {
                    parentRefs: [
                      {
                        group: GATEWAY_GROUP,
                        kind: 'Gateway',
                        name: g.name,
                        namespace: g.namespace,
                        sectionName: 'http',
                      },
                    ],
                  },
                },
              },
            ],
          },
        };
  const object: Issuer | ClusterIssuer =
    c.issuer.kind === 'Issuer'
      ? { apiVersion: CERT_MANAGER, kind: 'Issuer', metadata: meta(intent, c.issuer.name), spec }
      : {
          apiVersion: CERT_MANAGER,
          kind: 'ClusterIssuer',
          metadata: { name: c.issuer.name, labels: labels(intent) },
          spec,
        };
  const why = c.emit.type === 'selfSigned' ? CERTIFICATE.selfSigned : CERTIFICATE.acme;
  return [resource('certificate', 'certificate', object, [note('why', why)])];
};

/** The certificates of the listeners, in the namespace of the Gateway, as Gateway API requires. */
export const certificate = (intent: Intent): Resource[] => {
  const { certificate: c, gateway: g } = intent;
  const objects = g.certificates
    .filter((x) => x.issued)
    .map((x) => {
      const own = x.issuer ?? (c.from === 'issuer' ? c.issuer : undefined);
      if (own === undefined) throw new Error(`internal error: no issuer for ${x.names.join()}`);
      const { kind, name } = own;
      const object: Certificate = {
        apiVersion: CERT_MANAGER,
        kind: 'Certificate',
        metadata: meta(intent, x.secret),
        spec: {
          secretName: x.secret,
          dnsNames: [...x.names],
          issuerRef: { group: 'cert-manager.io', kind, name },
          privateKey: { algorithm: 'ECDSA', size: 256, rotationPolicy: 'Always' },
          usages: ['digital signature', 'server auth'],
        },
      };
      const generated = c.from === 'issuer' && c.emit && x.issuer === undefined;
      return resource('certificate', 'certificate', object, [
        note('why', CERTIFICATE.secret, 'spec', 'secretName'),
        ...(generated ? [] : [note('why', CERTIFICATE.issuer(kind, name), 'spec', 'issuerRef')]),
      ]);
    });
  return objects.length > 0 ? [...issuerOf(intent), ...objects] : [];
};
