// The kinds of Kubernetes itself that we write, from Kubernetes' OpenAPI (api/openapi-spec/swagger.json): no CRDs, but
// with unknown fields, types and what is required they are validated in the same way.
import { CORE_RULES } from './core-rules.mjs';
import { slim } from './slim.mjs';
import { fileOf, filesBelow, originOf } from './source.mjs';
import { gvkOf } from './types.mjs';

const KINDS = {
  'io.k8s.api.core.v1': ['ConfigMap', 'Namespace', 'Secret', 'Service', 'ServiceAccount'],
  'io.k8s.api.apps.v1': ['Deployment'],
  'io.k8s.api.networking.v1': ['NetworkPolicy'],
  'io.k8s.api.policy.v1': ['PodDisruptionBudget'],
  'io.k8s.api.rbac.v1': ['Role', 'RoleBinding', 'ClusterRole', 'ClusterRoleBinding'],
  'io.k8s.api.admissionregistration.v1': ['ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding'],
};
const CLUSTER = new Set([
  'Namespace',
  'ClusterRole',
  'ClusterRoleBinding',
  'ValidatingAdmissionPolicy',
  'ValidatingAdmissionPolicyBinding',
]);

const BASE64 =
  '^(?:(?:[A-Za-z0-9+/][\\r\\n]*){4})*(?:(?:[A-Za-z0-9+/][\\r\\n]*){2}(?:=[\\r\\n]*){2}|(?:[A-Za-z0-9+/][\\r\\n]*){3}=[\\r\\n]*)?$';
const QUANTITY =
  '^(\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))))?$';
/** Types that Go decodes by code of their own, which OpenAPI cannot say. */
const SPECIAL = {
  'io.k8s.apimachinery.pkg.util.intstr.IntOrString': { 'x-kubernetes-int-or-string': true },
  // A number or a string, so no type.
  'io.k8s.apimachinery.pkg.api.resource.Quantity': { pattern: QUANTITY },
  'io.k8s.apimachinery.pkg.apis.meta.v1.FieldsV1': { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
};
const ANYTHING = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };

/** A definition with every reference in its place, without words, and with the rules that OpenAPI does not have. */
const inlined = (definitions, name) => {
  if (SPECIAL[name]) return SPECIAL[name];
  const { 'x-kubernetes-group-version-kind': _gvk, properties, required, ...own } = definitions[name];
  const { required: more = [], properties: narrowed = {}, ...rules } = CORE_RULES[name.split('.').at(-1)] ?? {};
  const all = [...new Set([...(required ?? []), ...more])];
  const fields = Object.entries(properties ?? {}).map(([k, s]) => [
    k,
    { ...node(definitions, s), ...(narrowed[k] ?? {}) },
  ]);
  return {
    ...slim(own),
    ...(properties ? { properties: Object.fromEntries(fields) } : {}),
    ...(all.length > 0 ? { required: all } : {}),
    ...rules,
  };
};

const node = (definitions, schema) => {
  if (schema.$ref) return inlined(definitions, schema.$ref.replace('#/definitions/', ''));
  // Base64 of nothing is nothing, which the format `byte` of CRDs refuses.
  if (schema.format === 'byte') return { type: 'string', pattern: BASE64 };
  // Merge keys are for patches; the API server does not hold these lists to them.
  const { items, additionalProperties, ...rest } = Object.fromEntries(
    Object.entries(schema).filter(([k]) => !k.startsWith('x-kubernetes-')),
  );
  return {
    ...slim(rest),
    ...(items ? { items: node(definitions, items) } : {}),
    ...(additionalProperties ? { additionalProperties: node(definitions, additionalProperties) } : {}),
  };
};

/** One entry a core kind, if there is a swagger.json below `dir`. */
export const coreKindsOf = (dir, version) =>
  filesBelow(dir, /^swagger\.json$/).flatMap((path) => {
    const { text, ...origin } = originOf(path, version);
    const { definitions } = JSON.parse(text);
    return Object.entries(KINDS).flatMap(([pack, kinds]) =>
      kinds.map((kind) => {
        const [gvk] = definitions[`${pack}.${kind}`]['x-kubernetes-group-version-kind'];
        const schema = inlined(definitions, `${pack}.${kind}`);
        const hasStatus = schema.properties.status !== undefined;
        // Metadata is validated separately; status is never generated.
        schema.properties = {
          ...schema.properties,
          metadata: { type: 'object' },
          ...(hasStatus ? { status: ANYTHING } : {}),
        };
        return {
          file: fileOf(gvk.group, gvk.version, kind),
          group: gvk.group,
          kindVersion: gvk.version,
          kind,
          served: true,
          deprecated: false,
          ...origin,
          groupVersionKind: gvkOf(gvk.group, gvk.version, kind),
          scope: CLUSTER.has(kind) ? 'Cluster' : 'Namespaced',
          statusSubresource: hasStatus,
          schema,
        };
      }),
    );
  });
