import type {
  AuthorizationPolicy,
  PeerAuthentication,
  RequestAuthentication,
  Telemetry,
} from '../../crds/types/index.ts';
import { besideOthers, proxyLabels } from '../../model/gateway-labels.ts';
import type { Intent, MeshBackendIntent, MeshIntent } from '../../model/intent.ts';
import { labels, note, resource } from '../../objects/make.ts';
import type { Note, Resource } from '../../objects/resource.ts';
import { MESH, NETWORK } from '../notes/environment-notes.ts';

const SECURITY = 'security.istio.io/v1';

const nameOf = ({ gateway }: Intent, what: string): string => besideOthers(gateway, what);
const metadata = (intent: Intent, name: string, namespace: string) => ({ name, namespace, labels: labels(intent) });

/** Backends accept only mTLS, or also clear text in mode permissive. */
const peerAuthentications = (intent: Intent, mesh: MeshIntent): Resource[] =>
  mesh.namespaces.map((namespace) => {
    const permissive = mesh.mode === 'permissive';
    const object: PeerAuthentication = {
      apiVersion: SECURITY,
      kind: 'PeerAuthentication',
      metadata: metadata(intent, nameOf(intent, 'mtls'), namespace),
      spec: { mtls: { mode: permissive ? 'PERMISSIVE' : 'STRICT' } },
    };
    const why = permissive
      ? MESH.permissive(namespace)
      : mesh.sds
        ? MESH.strictBySocket(namespace)
        : MESH.strictInMesh(namespace, mesh.mode);
    return resource('mesh', 'mtls', object, [note('why', why)]);
  });

/** Clients have no mesh certificate: the listeners accept them whatever the namespace or the mesh requires. */
const clients = (intent: Intent, mesh: MeshIntent): Resource[] => {
  if (mesh.mode !== 'ambient' || intent.team !== undefined) return [];
  const object: PeerAuthentication = {
    apiVersion: SECURITY,
    kind: 'PeerAuthentication',
    metadata: metadata(intent, nameOf(intent, 'clients'), intent.install.proxies.namespace),
    spec: { selector: { matchLabels: proxyLabels(intent.gateway) }, mtls: { mode: 'PERMISSIVE' } },
  };
  return [resource('mesh', 'mtls', object, [note('why', MESH.clients)])];
};

/** The target of a policy about requests: the Service with a waypoint, the pods with sidecars. */
const targetOf = (mesh: MeshIntent, b: MeshBackendIntent) =>
  mesh.waypoint === undefined
    ? { selector: { matchLabels: { ...b.labels } } }
    : { targetRefs: [{ group: '', kind: 'Service', name: b.service }] };

const assumption = (b: MeshBackendIntent): Note[] =>
  b.assumed ? [note('todo', NETWORK.labelsNotSet, 'spec', 'selector')] : [];

/** Only the gateway's identity may connect. This is layer 4, so it is enforced without a waypoint, too. */
const callers = (intent: Intent, mesh: MeshIntent, b: MeshBackendIntent): Resource => {
  // The waypoint connects to the pods. Which callers it accepts is in the policy of the Service.
  const waypoint = mesh.waypoint && `${mesh.principal.split('/')[0]}/ns/${b.namespace}/sa/${mesh.waypoint}`;
  const object: AuthorizationPolicy = {
    apiVersion: SECURITY,
    kind: 'AuthorizationPolicy',
    metadata: metadata(intent, nameOf(intent, `to-${b.service}-${b.servicePort}`), b.namespace),
    spec: {
      selector: { matchLabels: { ...b.labels } },
      action: 'ALLOW',
      rules: [
        {
          from: [{ source: { principals: [waypoint ?? mesh.principal] } }],
          ...(typeof b.port === 'number' && { to: [{ operation: { ports: [String(b.port)] } }] }),
        },
      ],
    },
  };
  return resource('mesh', b.service, object, [
    note('why', MESH[waypoint ? 'callersByWaypoint' : 'callers'](`${b.namespace}/${b.service}`)),
    ...assumption(b),
  ]);
};

/** Verifies tokens again, with the issuer, audiences and keys of the gateway. */
const tokens = (intent: Intent, mesh: MeshIntent, b: MeshBackendIntent): Resource[] => {
  if (b.tokens.length === 0) return [];
  const authentication: RequestAuthentication = {
    apiVersion: SECURITY,
    kind: 'RequestAuthentication',
    metadata: metadata(intent, nameOf(intent, `${b.service}-${b.servicePort}`), b.namespace),
    spec: {
      ...targetOf(mesh, b),
      jwtRules: b.tokens.map((t) => ({
        issuer: t.issuer,
        audiences: [...t.audiences],
        jwksUri: t.jwks,
        forwardOriginalToken: true,
      })),
    },
  };
  return [resource('mesh', b.service, authentication, [note('why', MESH.tokens)])];
};

/** Requests need a token of the same issuers with the same scopes, unless a route leads to the backend without a token. */
const requests = (intent: Intent, mesh: MeshIntent, b: MeshBackendIntent): Resource[] => {
  if (!b.tokensNeeded && mesh.waypoint === undefined) return [];
  const object: AuthorizationPolicy = {
    apiVersion: SECURITY,
    kind: 'AuthorizationPolicy',
    metadata: metadata(intent, nameOf(intent, `requests-${b.service}-${b.servicePort}`), b.namespace),
    spec: {
      ...targetOf(mesh, b),
      action: 'ALLOW',
      rules: [
        {
          from: [
            {
              source: {
                principals: [mesh.principal],
                ...(b.tokensNeeded && { requestPrincipals: b.tokens.map((t) => `${t.issuer}/*`) }),
              },
            },
          ],
          ...(b.scopes.length > 0 && {
            when: b.scopes.map((s) => ({ key: 'request.auth.claims[scope]', values: [s] })),
          }),
        },
        ...(b.tokensNeeded && b.healthPaths.length > 0
          ? [
              {
                from: [{ source: { principals: [mesh.principal] } }],
                to: [{ operation: { paths: [...b.healthPaths] } }],
              },
            ]
          : []),
      ],
    },
  };
  return [
    resource('mesh', b.service, object, [
      ...(b.tokensNeeded && b.healthPaths.length > 0 ? [note('why', MESH.healthPaths, 'spec', 'rules', 1)] : []),
      note('why', b.tokensNeeded ? MESH.requestsWithToken(b.service) : MESH.requests(b.service)),
    ]),
  ];
};

/** With sidecars, the policies of callers and of requests would be two ALLOW policies for one workload: either would be enough. */
const ofBackend = (intent: Intent, mesh: MeshIntent, b: MeshBackendIntent): Resource[] => {
  const ofRequests = requests(intent, mesh, b);
  const own = mesh.waypoint === undefined && ofRequests.length > 0 ? [] : [callers(intent, mesh, b)];
  return [...own, ...tokens(intent, mesh, b), ...ofRequests];
};

const telemetry = (intent: Intent, mesh: MeshIntent): Resource[] => {
  const { tracing } = mesh;
  if (!tracing) return [];
  return mesh.namespaces.map((namespace) => {
    const object: Telemetry = {
      apiVersion: 'telemetry.istio.io/v1',
      kind: 'Telemetry',
      metadata: metadata(intent, nameOf(intent, 'tracing'), namespace),
      spec: { tracing: [{ providers: [{ name: tracing.provider }], randomSamplingPercentage: tracing.sampling }] },
    };
    return resource('mesh', 'tracing', object, [note('why', MESH.tracing)]);
  });
};

/** Istio objects: mTLS only, allowed callers, verified tokens, trace sampling. */
export const istio = (intent: Intent): Resource[] => {
  const { mesh } = intent;
  if (!mesh) return [];
  const guarded = mesh.mode === 'permissive' ? [] : mesh.backends.flatMap((b) => ofBackend(intent, mesh, b));
  // Allowed callers are applied before clear text is denied, and all of it after the routes.
  return [...guarded, ...telemetry(intent, mesh), ...clients(intent, mesh), ...peerAuthentications(intent, mesh)];
};
