import { type Found, found, type Rule } from './rule.ts';

export const meshRules: Rule = ({ mesh, network, services, observability }) => {
  if (!mesh) return [];
  const out: Found[] = [];
  const waypoint = mesh.waypoint !== undefined;
  if (waypoint && mesh.mode !== 'ambient')
    out.push(found(['mesh', 'waypoint'], 'WaypointNeedsAmbient', { mode: mesh.mode }));
  if (waypoint || mesh.mode === 'sidecar')
    services.forEach((s, i) => {
      if (s.loadBalancing?.type === 'consistentHash')
        out.push(found(['services', i, 'loadBalancing'], 'HashIgnoredByMesh', { service: s.name }));
    });
  if ((mesh.mode === 'ambient' || mesh.mode === 'sds') && network?.requests)
    out.push(found(['network', 'requests'], 'MeshEncryptsRequests', { mode: mesh.mode }));
  if (mesh.tracingProvider !== undefined && !observability?.tracing)
    out.push(found(['mesh', 'tracingProvider'], 'TracingOnlyInMesh'));
  return out;
};
