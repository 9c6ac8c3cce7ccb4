// Manifests as a test writes them, and how they are read.
import { parseAllDocuments } from 'yaml';
import { loadAdmission } from '../../src/admission/load-admission.ts';
import { answerTo, type Request } from '../../src/effective/requests/answer-to.ts';
import type { EffectiveRoute } from '../../src/effective/requests/effective-routes.ts';
import type { RuleSettings } from '../../src/effective/requests/rule-settings.ts';
import { Snapshot, type SnapshotOptions } from '../../src/effective/snapshot.ts';
import type { KubernetesObject } from '../../src/objects/resource.ts';

const admission = await loadAdmission();
const API: Readonly<Record<string, string>> = {
  Backend: 'gateway.envoyproxy.io/v1alpha1',
  ConfigMap: 'v1',
  EndpointSlice: 'discovery.k8s.io/v1',
  EnvoyProxy: 'gateway.envoyproxy.io/v1alpha1',
  HTTPRouteFilter: 'gateway.envoyproxy.io/v1alpha1',
  Secret: 'v1',
  Service: 'v1',
};
const versionOf = (kind: string): string => {
  if (API[kind]) return API[kind];
  return kind.endsWith('Policy') && kind !== 'BackendTLSPolicy'
    ? 'gateway.envoyproxy.io/v1alpha1'
    : 'gateway.networking.k8s.io/v1';
};

/** Objects of YAML documents, each as `kind`, `name`, further metadata under `meta`, and `spec`; in the namespace `shop`. */
export const manifests = (text: string): KubernetesObject[] =>
  parseAllDocuments(text).flatMap((document) => {
    const { kind, name, meta = {}, namespace = 'shop', ...rest } = document.toJS() ?? {};
    // The text may end with a separator.
    if (kind === undefined) return [];
    const metadata = { name, namespace, ...meta };
    return admission.typed({ apiVersion: versionOf(kind), kind, metadata, ...rest } as KubernetesObject);
  });

export const snapshotOf = (text: string, options?: SnapshotOptions): Snapshot => new Snapshot(manifests(text), options);

/** A Gateway with a plain listener for everything, which most tests need. */
export const GATEWAY = `
kind: Gateway
name: edge
spec: { gatewayClassName: eg, listeners: [{ name: http, port: 80, protocol: HTTP, allowedRoutes: { namespaces: { from: All } } }] }
---`;

/** Defaults of a request to GATEWAY. */
const REQUEST: Request = { scheme: 'http', host: 'example.com', port: 80, path: '/' };

export const answer = (snapshot: Snapshot, request: Partial<Request> = {}): EffectiveRoute | undefined =>
  answerTo(snapshot, { ...REQUEST, ...request });

/** The route that serves a request, as `name/rule`; `none` for 404. */
export const served = (snapshot: Snapshot, request: Partial<Request> = {}): string => {
  const found = answer(snapshot, request);
  return found ? `${found.route.metadata.name}/${found.ruleIndex}` : 'none';
};

/** What applies to a request; an error if nothing serves it. */
export const settings = (snapshot: Snapshot, request: Partial<Request> = {}): RuleSettings => {
  const found = answer(snapshot, request);
  if (!found) throw new Error('no route serves the request');
  return found.rule;
};
