// The tool's own reading of manifests. reading.mjs bundles this file and calls it once for each case.
import { admissionFindings } from '../../src/admission/findings.ts';
import { loadAdmission } from '../../src/admission/load-admission.ts';
import { type ConnectionRoute, connectionRoutes } from '../../src/effective/requests/connection-routes.ts';
import { type EffectiveRoute, effectiveRoutes, envoyRouteName } from '../../src/effective/requests/effective-routes.ts';
import { Snapshot } from '../../src/effective/snapshot.ts';
import type { KubernetesObject } from '../../src/objects/resource.ts';

/** A route with the names that Envoy Gateway gives it and its listener. */
export interface Read {
  readonly listener: string;
  readonly name: string;
  readonly route: EffectiveRoute;
}

/** A route for connections with the same names. */
export interface ReadConnection {
  readonly listener: string;
  readonly name: string;
  readonly connection: ConnectionRoute;
}

const nameOf = ({ gateway, listener: { owner, name } }: Pick<EffectiveRoute, 'gateway' | 'listener'>): string =>
  [gateway, ...(owner === gateway ? [] : [owner])]
    .map(({ metadata }) => `${metadata.namespace}/${metadata.name}`)
    .concat(name)
    .join('/');

/** What objects mean for each request, where no others exist; `refused`: the objects that the API server refuses, as `Kind namespace/name`. */
export const read = async (
  objects: readonly KubernetesObject[],
  config: unknown,
): Promise<{ routes: Read[]; connections: ReadConnection[]; refused: Set<string> }> => {
  const admission = await loadAdmission();
  const refused = admissionFindings(objects, admission).filter((f) => f.severity === 'error');
  const snapshot = new Snapshot(
    objects.map((o) => admission.typed(o)),
    { complete: true, whole: true, config },
  );
  const routes = effectiveRoutes(snapshot).map((route) => ({
    listener: nameOf(route),
    name: envoyRouteName(route),
    route,
  }));
  const connections = connectionRoutes(snapshot).map((connection) => {
    const { kind, metadata } = connection.route;
    const name = `${kind.toLowerCase()}/${metadata.namespace}/${metadata.name}`;
    return { listener: nameOf(connection), name, connection };
  });
  const twice = snapshot.duplicates.map(({ kind, metadata }) => `${kind} ${metadata.namespace}/${metadata.name}`);
  return { routes, connections, refused: new Set([...refused.map((f) => f.resource), ...twice]) };
};
