// ACME challenges over HTTP: cert-manager makes an HTTPRoute for each, in the namespace of the Certificate.

import { isForeign } from '../../effective/gateways/controllers.ts';
import { refusal } from '../../effective/listeners/allowed.ts';
import { gatewayOf } from '../../effective/listeners/listener-sets.ts';
import { listenersNamed, listenersOf } from '../../effective/listeners/listeners.ts';
import {
  entries,
  fields,
  GATEWAY_API,
  groupOf,
  type Loose,
  type Ref,
  refOf,
  show,
  text,
} from '../../effective/objects/loose-objects.ts';
import type { Snapshot } from '../../effective/snapshot.ts';
import type { Check, Report } from '../check.ts';

const CERT_MANAGER = 'cert-manager.io';

/** The namespaces of the Certificates that an issuer makes, also of those that cert-manager makes for a Gateway. */
const namespacesByIssuer = (snapshot: Snapshot): Map<string, Set<string>> => {
  const all = new Map<string, Set<string>>();
  const add = (issuer: string, namespace: string | undefined): void => {
    if (namespace !== undefined) all.set(issuer, (all.get(issuer) ?? new Set()).add(namespace));
  };
  for (const certificate of snapshot.of('Certificate')) {
    const { kind = 'Issuer', name } = refOf(fields(certificate.spec).issuerRef);
    if (kind === 'ClusterIssuer') add(name ?? '', certificate.metadata.namespace);
  }
  for (const gateway of snapshot.of('Gateway')) {
    const issuer = text(fields(gateway.metadata.annotations)['cert-manager.io/cluster-issuer']);
    if (issuer !== undefined) add(issuer, gateway.metadata.namespace);
  }
  return all;
};

interface Solver {
  readonly issuer: Loose;
  readonly field: string;
  readonly ref: Ref;
  /** The issuer has no other solver, so all of its Certificates use this one. */
  readonly isOnly: boolean;
}

const solversOf = (issuer: Loose): Solver[] =>
  entries(fields(fields(issuer.spec).acme).solvers).flatMap((solver, i, all) =>
    entries(fields(fields(solver.http01).gatewayHTTPRoute).parentRefs).map((ref, j) => ({
      issuer,
      field: `spec.acme.solvers[${i}].http01.gatewayHTTPRoute.parentRefs[${j}]`,
      ref: refOf(ref),
      isOnly: all.length === 1,
    })),
  );

/** Whether the route of a challenge gets to port 80: from the parent that a solver names, in each namespace. */
const checkSolver = (snapshot: Snapshot, report: Report, { issuer, field, ref, isOnly }: Solver): void => {
  const { group = GATEWAY_API, kind = 'Gateway', name = '', sectionName, port } = ref;
  const own = issuer.kind === 'Issuer' ? issuer.metadata.namespace : undefined;
  const namespaces = own === undefined ? snapshot.index(namespacesByIssuer).get(issuer.metadata.name) : new Set([own]);
  // Without a namespace, the parent is in the namespace of each Certificate.
  const places = ref.namespace === undefined ? [...(namespaces ?? [])] : [ref.namespace];
  for (const place of places) {
    const parent = snapshot.find(group, kind, place, name);
    if (!parent) {
      const of = { kind, name, namespace: place, absence: snapshot.absence(group, kind, place) };
      report('NoMatchingParent', issuer, field, { case: 'ofChallenge', of });
      return;
    }
    const gateway = gatewayOf(snapshot, parent);
    if (!gateway || isForeign(snapshot, gateway)) continue;
    const named = sectionName === undefined ? listenersOf(parent) : listenersNamed(parent, sectionName);
    const found = named.filter((l) => port === undefined || l.port === port);
    if (found.length === 0) {
      const by = named.length === 0 ? 'sectionName' : 'port';
      report('NoMatchingParent', issuer, `${field}.${by}`, {
        case: 'listener',
        of: { parent: show(parent), at: by, value: ref[by] },
      });
      return;
    }
    const http = found.filter((l) => l.protocol === 'HTTP');
    const [first] = http;
    if (!first) continue;
    if (sectionName === undefined && port === undefined && found.length > http.length)
      report('NoSectionName', issuer, field, {
        listener: first.name,
        port: first.port,
        complete: snapshot.complete,
        ofChallenge: true,
      });
    const refused = (isOnly ? [...(namespaces ?? [])] : []).find((namespace) => {
      const route = { apiVersion: `${GATEWAY_API}/v1`, kind: 'HTTPRoute', metadata: { name: '', namespace } };
      return http.every((l) => refusal(snapshot, l, route) !== undefined);
    });
    if (refused === undefined) continue;
    report('NotAllowedByListeners', issuer, field, {
      case: 'challenge',
      of: { listener: first.name, gateway: show(parent), namespace: refused },
    });
    return;
  }
};

/** Solvers of issuers whose challenges do not get to the listener on port 80. */
export const challenges: Check = (snapshot, report) => {
  for (const kind of ['Issuer', 'ClusterIssuer'])
    for (const issuer of snapshot.of(kind))
      if (groupOf(issuer) === CERT_MANAGER)
        for (const solver of solversOf(issuer)) checkSolver(snapshot, report, solver);
};
