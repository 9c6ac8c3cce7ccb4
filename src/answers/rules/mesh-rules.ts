import { type Found, found, type Rule } from './rule.ts';

export const meshRules: Rule = ({ mesh, network, services, observability }) => {
  if (!mesh) return [];
  const out: Found[] = [];
  const waypoint = mesh.waypoint !== undefined;
  if (waypoint && mesh.mode !== 'ambient')
    out.push(
      found(
        ['mesh', 'waypoint'],
        'WaypointNeedsAmbient',
        `mesh.waypoint is given, and the mode is ${mesh.mode}.`,
        'Waypoints belong to the ambient mode; sidecars read requests themselves.',
        'Write mode: ambient, or remove waypoint.',
      ),
    );
  if (waypoint || mesh.mode === 'sidecar')
    services.forEach((s, i) => {
      if (s.loadBalancing?.type === 'consistentHash')
        out.push(
          found(
            ['services', i, 'loadBalancing'],
            'HashNeedsPods',
            `${s.name} hashes clients to pods, and the mesh is reached by the address of the Service.`,
            'Behind it the mesh chooses the pod, so the same client would reach any.',
            'Hash in the mesh (DestinationRule), or remove the waypoint.',
          ),
        );
    });
  if ((mesh.mode === 'ambient' || mesh.mode === 'sds') && network?.requests)
    out.push(
      found(
        ['network', 'requests'],
        'MeshHidesRequests',
        `network.requests is given, and the mode of the mesh is ${mesh.mode}.`,
        'What goes to a backend is encrypted before Cilium sees it, so it cannot tell one request from another and drops all.',
        `Remove requests; ${mesh.mode === 'ambient' ? 'a waypoint keeps' : 'the sidecars keep'} rules about requests.`,
      ),
    );
  if (mesh.tracingProvider !== undefined && !observability?.tracing)
    out.push(
      found(
        ['mesh', 'tracingProvider'],
        'TracingOnlyInMesh',
        'mesh.tracingProvider is given, and the edge does not trace.',
        'The edge decides which requests are traced; without it no trace begins where the client is.',
        'Answer observability.tracing too, or remove tracingProvider.',
      ),
    );
  return out;
};
