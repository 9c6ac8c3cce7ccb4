// CustomResourceDefinitions of a folder of YAML, as entries of src/crds/schemas.
import { basename } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { shallow } from './shallow.mjs';
import { slim } from './slim.mjs';
import { fileOf, filesBelow, originOf } from './source.mjs';
import { gvkOf } from './types.mjs';

/** Groups that we can check; a folder may hold more. */
const GROUPS =
  /^(gateway\.networking\.(x-)?k8s\.io|gateway\.envoyproxy\.io|cert-manager\.io|monitoring\.coreos\.com|cilium\.io|external-secrets\.io|(security|telemetry)\.istio\.io|argoproj\.io|(source|kustomize)\.toolkit\.fluxcd\.io)$/;
/** Of the groups that are not ours to know whole, the kinds that we write or read. */
const ONLY = {
  'cert-manager.io': ['Certificate', 'Issuer', 'ClusterIssuer'],
  'monitoring.coreos.com': ['PodMonitor'],
  'cilium.io': ['CiliumNetworkPolicy', 'CiliumClusterwideNetworkPolicy'],
  'security.istio.io': ['AuthorizationPolicy', 'PeerAuthentication', 'RequestAuthentication'],
  'telemetry.istio.io': ['Telemetry'],
  'external-secrets.io': ['ExternalSecret'],
  'argoproj.io': ['Application', 'ApplicationSet', 'AppProject'],
  'source.toolkit.fluxcd.io': ['GitRepository'],
  'kustomize.toolkit.fluxcd.io': ['Kustomization'],
};
/** Of those, the version that is written for; older ones say the same in the same words. */
const VERSIONS = {
  'cilium.io': ['v2'],
  'security.istio.io': ['v1'],
  'telemetry.istio.io': ['v1'],
  'external-secrets.io': ['v1'],
  'argoproj.io': ['v1alpha1'],
  'source.toolkit.fluxcd.io': ['v1'],
  'kustomize.toolkit.fluxcd.io': ['v1'],
};

const wanted = (o) =>
  o?.kind === 'CustomResourceDefinition' &&
  GROUPS.test(o.spec.group) &&
  (ONLY[o.spec.group]?.includes(o.spec.names.kind) ?? true);

const documentsOf = (path, text) => {
  // Charts wrap CRDs in template conditions; a line that is nothing but a template is not YAML.
  const documents = parseAllDocuments(text.replace(/^\s*\{\{.*\}\}\s*$/gm, ''), { logLevel: 'silent' });
  return documents.flatMap((d) => {
    const o = d.toJS();
    if (d.errors.length > 0 && wanted(o)) throw new Error(`${path}: ${d.errors[0].message}`);
    return wanted(o) ? [o] : [];
  });
};

/** One entry a kind and version of the CRDs below `dir` that we know. */
export const crdsOf = (dir, version) =>
  filesBelow(dir, /\.ya?ml$/).flatMap((path) => {
    const { text, ...origin } = originOf(path, version);
    // Reading all YAML of a repository would take long; a CRD names itself.
    if (!text.includes('kind: CustomResourceDefinition')) return [];
    return documentsOf(basename(path), text).flatMap(({ spec: { group, scope, names, versions } }) =>
      versions
        .filter((v) => VERSIONS[group]?.includes(v.name) ?? true)
        .map((v) => ({
          file: fileOf(group, v.name, names.kind),
          group,
          kindVersion: v.name,
          kind: names.kind,
          served: v.served,
          deprecated: v.deprecated ?? false,
          ...origin,
          groupVersionKind: gvkOf(group, v.name, names.kind),
          scope,
          statusSubresource: v.subresources?.status !== undefined,
          schema: shallow(gvkOf(group, v.name, names.kind), slim(v.schema.openAPIV3Schema)),
        })),
    );
  });
