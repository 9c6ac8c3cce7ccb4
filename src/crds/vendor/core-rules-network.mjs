// What the API server demands of Services (k8s.io/kubernetes pkg/apis/core/validation) and of network policies
// (pkg/apis/networking/validation).
import { DNS_LABEL, LABELS, oneOf, PORT, PORT_NAME, PROTOCOL, rule } from './core-words.mjs';

/** @type {Record<string, Record<string, unknown>>} */
export const NETWORK_RULES = {
  Service: { required: ['spec'] },
  ServiceSpec: {
    properties: {
      selector: LABELS,
      type: oneOf('ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'),
      sessionAffinity: oneOf('ClientIP', 'None'),
      externalTrafficPolicy: oneOf('Cluster', 'Local'),
      internalTrafficPolicy: oneOf('Cluster', 'Local'),
      ipFamilyPolicy: oneOf('SingleStack', 'PreferDualStack', 'RequireDualStack'),
    },
    'x-kubernetes-validations': [
      rule(
        "(has(self.ports) && size(self.ports) > 0) || (has(self.type) && self.type == 'ExternalName') || (has(self.clusterIP) && self.clusterIP == 'None')",
        'a Service needs a port, unless it is headless or an ExternalName',
        { reason: 'FieldValueRequired', fieldPath: '.ports' },
      ),
      rule(
        '!has(self.ports) || size(self.ports) < 2 || self.ports.all(p, has(p.name))',
        'every port of a Service with several ports needs a name',
        { reason: 'FieldValueRequired', fieldPath: '.ports' },
      ),
      rule(
        '!has(self.ports) || self.ports.all(p, !has(p.name) || self.ports.exists_one(q, has(q.name) && q.name == p.name))',
        'two ports of a Service have the same name',
        { reason: 'FieldValueDuplicate', fieldPath: '.ports' },
      ),
      rule(
        '!has(self.ports) || self.ports.all(p, self.ports.exists_one(q, q.port == p.port && (has(q.protocol) ? q.protocol : "TCP") == (has(p.protocol) ? p.protocol : "TCP")))',
        'two ports of a Service have the same number and protocol',
        { reason: 'FieldValueDuplicate', fieldPath: '.ports' },
      ),
    ],
  },
  ServicePort: { properties: { port: PORT, protocol: PROTOCOL, name: DNS_LABEL } },
  NetworkPolicySpec: {
    properties: { policyTypes: { items: { type: 'string', ...oneOf('Ingress', 'Egress') }, maxItems: 2 } },
  },
  NetworkPolicyPort: {
    properties: {
      protocol: PROTOCOL,
      port: { ...PORT, ...PORT_NAME },
      endPort: PORT,
    },
  },
  NetworkPolicyPeer: {
    'x-kubernetes-validations': [
      rule('has(self.podSelector) || has(self.namespaceSelector) || has(self.ipBlock)', 'must specify a peer', {
        reason: 'FieldValueRequired',
      }),
      rule(
        '!has(self.ipBlock) || !(has(self.podSelector) || has(self.namespaceSelector))',
        'may not specify both ipBlock and another peer',
        { reason: 'FieldValueForbidden' },
      ),
    ],
  },
  IPBlock: { properties: { cidr: { format: 'cidr' } } },
};
