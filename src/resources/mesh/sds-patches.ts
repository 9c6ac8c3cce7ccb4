// mTLS of the proxies themselves: the socket that serves their certificate, and the identity that each Service must have.
import type { Secret } from 'kubernetes-types/core/v1.d.ts';
import type { BackendTLSPolicy, EnvoyProxy } from '../../crds/types/index.ts';
import type { Intent, MeshPeerIntent, SdsIntent } from '../../model/intent.ts';
import { ENVOY_GROUP, GATEWAY_API, labels, note, resource } from '../../objects/make.ts';
import type { KubernetesObject, Note, Resource } from '../../objects/resource.ts';
import { SDS } from '../notes/environment-notes.ts';

const metadata = (intent: Intent, name: string, namespace: string) => ({ name, namespace, labels: labels(intent) });

/** Names of the certificate and of the CA bundle, in istio-agent and SPIRE agent (default_svid_name, default_bundle_name). */
const CERTIFICATE = 'default';
const ROOTS = 'ROOTCA';

/** Name of the volume; validate.sh looks for it. */
const VOLUME = 'mesh-socket';

const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** Names a socket and a certificate; the certificate itself is never in the API of the cluster. */
const reference = (intent: Intent, sds: SdsIntent, name: string, namespace: string, asks: string): Resource => {
  const url = `unix://${sds.socket}`;
  const object: Secret & KubernetesObject = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: metadata(intent, name, namespace),
    type: 'gateway.envoyproxy.io/sds',
    data: { url: base64(url), secretName: base64(asks) },
  };
  return resource('gatewayClass', 'mesh', object, [
    note('why', SDS.reference(url, asks)),
    note('why', SDS.decoded(url), 'data', 'url'),
    note('why', SDS.decoded(asks), 'data', 'secretName'),
  ]);
};

/** The certificate of the proxies and the CA bundle; both exist before a proxy starts. */
export const sdsReferences = (intent: Intent): Resource[] => {
  const sds = intent.mesh?.sds;
  if (!sds) return [];
  return [
    reference(intent, sds, sds.certificate, intent.gateway.namespace, CERTIFICATE),
    ...sds.rootNamespaces.map((namespace) => reference(intent, sds, sds.roots, namespace, ROOTS)),
  ];
};

const peerNotes = (p: MeshPeerIntent): Note[] => [
  note('why', SDS.peer(p.service, p.identity)),
  note('why', SDS.hostname, 'spec', 'validation', 'hostname'),
  ...(p.assumed ? [note('todo', SDS.accountNotSet, 'spec', 'validation', 'subjectAltNames', 0)] : []),
];

/** TLS to each Service of the mesh, for all its ports: with a sectionName, a backendRef without a port would not match. */
export const sdsPolicies = (intent: Intent): Resource[] => {
  const sds = intent.mesh?.sds;
  if (!sds) return [];
  return sds.peers.map((p) => {
    const group = p.target.kind === 'Backend' ? ENVOY_GROUP : '';
    const object: BackendTLSPolicy = {
      apiVersion: GATEWAY_API,
      kind: 'BackendTLSPolicy',
      metadata: metadata(intent, p.policy, p.target.namespace),
      spec: {
        targetRefs: [{ group, kind: p.target.kind, name: p.target.name }],
        validation: {
          caCertificateRefs: [{ group: '', kind: 'Secret', name: sds.roots }],
          hostname: p.hostname,
          subjectAltNames: [{ type: 'URI', uri: p.identity }],
        },
      },
    };
    return resource('httpRoutes', p.owner, object, peerNotes(p));
  });
};

type Spec = EnvoyProxy['spec'];
type Kubernetes = NonNullable<NonNullable<Spec['provider']>['kubernetes']>;
type Deployment = NonNullable<Kubernetes['envoyDeployment']>;

/** The fields of the EnvoyProxy for it. */
export const sdsOfProxy = ({ mesh }: Intent) => {
  const sds = mesh?.sds;
  if (!sds) return { spec: {}, pod: {}, container: {} };
  const { volume } = sds;
  const spec: Pick<Spec, 'backendTLS'> = {
    // While sidecars accept other TLS, too, this protocol marks mTLS of the mesh.
    backendTLS: {
      clientCertificateRef: { group: '', kind: 'Secret', name: sds.certificate },
      alpnProtocols: ['istio'],
    },
  };
  const pod: Pick<NonNullable<Deployment['pod']>, 'volumes'> = {
    volumes: [
      {
        name: VOLUME,
        ...(volume.from === 'csi'
          ? { csi: { driver: volume.driver, readOnly: true } }
          : { hostPath: { path: volume.path, type: 'Directory' } }),
      },
    ],
  };
  const container: Pick<NonNullable<Deployment['container']>, 'volumeMounts'> = {
    volumeMounts: [{ name: VOLUME, mountPath: sds.folder, readOnly: true }],
  };
  return { spec, pod, container };
};

/** Comments on these fields. */
export const sdsNotes = ({ mesh }: Intent): Note[] => {
  const sds = mesh?.sds;
  if (!sds) return [];
  const k8s = ['spec', 'provider', 'kubernetes', 'envoyDeployment'];
  return [
    note('why', SDS.proxies(mesh.principal), 'spec', 'backendTLS'),
    note('why', SDS.notInMesh, ...k8s, 'pod', 'labels'),
    note('why', SDS.socket(sds.socket.slice(sds.folder.length + 1)), ...k8s, 'pod', 'volumes'),
  ];
};
