import { type Found, foundAt, type Rule } from './rule.ts';

export const meshRules: Rule = ({ mesh, network, services, observability }) => {
  if (!mesh) return [];
  const out: Found[] = [];
  const waypoint = mesh.waypoint !== undefined;
  if (waypoint && mesh.mode !== 'ambient')
    out.push(foundAt(['mesh', 'waypoint'], 'WaypointNeedsAmbient', { mode: mesh.mode }));
  if (waypoint || mesh.mode === 'sidecar')
    services.forEach((s, i) => {
      if (s.loadBalancing?.type === 'consistentHash')
        out.push(foundAt(['services', i, 'loadBalancing'], 'HashNeedsPods', { service: s.name }));
    });
  if ((mesh.mode === 'ambient' || mesh.mode === 'sds') && network?.requests)
    out.push(foundAt(['network', 'requests'], 'MeshHidesRequests', { mode: mesh.mode }));
  if (mesh.tracingProvider !== undefined && !observability?.tracing)
    out.push(foundAt(['mesh', 'tracingProvider'], 'TracingOnlyInMesh'));
  return out;
};
