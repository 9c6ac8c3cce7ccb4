// mTLS that the proxies speak themselves: which socket hands out their certificate, and who is expected behind each Service.
import type { Secret } from 'kubernetes-types/core/v1.d.ts';
import type { BackendTLSPolicy, EnvoyProxy } from '../../crds/types/index.ts';
import type { Intent, MeshPeerIntent, SdsIntent } from '../../model/intent.ts';
import { ENVOY_GROUP, GATEWAY_API, labels, note, resource } from '../../objects/make.ts';
import type { KubernetesObject, Note, Resource } from '../../objects/resource.ts';
import { SDS } from '../notes/environment-notes.ts';

const metadata = (intent: Intent, name: string, namespace: string) => ({ name, namespace, labels: labels(intent) });

/** What both istio-agent and the SPIRE agent (default_svid_name, default_bundle_name) call certificate and roots. */
const CERTIFICATE = 'default';
const ROOTS = 'ROOTCA';

/** Name of the volume; validate.sh looks for it. */
const VOLUME = 'mesh-socket';

const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** It names a socket and a name to ask for; the certificate itself never is in the cluster's API. */
const reference = (intent: Intent, sds: SdsIntent, name: string, namespace: string, asks: string): Resource => {
  const url = `unix://${sds.socket}`;
  const object: Secret & KubernetesObject = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: metadata(intent, name, namespace),
    type: 'gateway.envoyproxy.io/sds',
    data: { url: base64(url), secretName: base64(asks) },
  };
  return resource('10-gatewayclass', 'mesh', object, [
    note('why', SDS.reference(url, asks)),
    note('why', url, 'data', 'url'),
    note('why', asks, 'data', 'secretName'),
  ]);
};

/** Where the proxies get their certificate from, and what they trust; both known before any of them starts. */
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

/** TLS to each Service of the mesh, for all of its ports: a section without a port in the backendRef would hold for nothing. */
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
    return resource('40-httproutes', p.owner, object, peerNotes(p));
  });
};

type Spec = EnvoyProxy['spec'];
type Kubernetes = NonNullable<NonNullable<Spec['provider']>['kubernetes']>;
type Deployment = NonNullable<Kubernetes['envoyDeployment']>;

/** What the EnvoyProxy has to say of it. */
export const sdsOfProxy = ({ mesh }: Intent) => {
  const sds = mesh?.sds;
  if (!sds) return { spec: {}, pod: {}, container: {} };
  const { volume } = sds;
  const spec: Pick<Spec, 'backendTLS'> = {
    // Sidecars tell mTLS of the mesh from other TLS by this, as long as they take both.
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

/** What an operator should see at these fields. */
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
