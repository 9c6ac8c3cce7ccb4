import { all, text } from '../../objects/cel.ts';
import { ENVOY_GROUP, GATEWAY_GROUP } from '../../objects/make.ts';
import { ADMISSION } from '../notes/teams-notes.ts';
import { BACKEND, BACKEND_TLS_POLICY } from './fields/servers-fields.ts';
import { onlyFields } from './fields.ts';
import { ANNOTATIONS } from './namespaces.ts';
import { type TeamAdmission, words } from './team-admission.ts';

const own = (host: string): string => `${host}.endsWith("." + object.metadata.namespace + ".svc.cluster.local")`;

/** Which servers a Backend of a team may point to; external servers need TLS with a verified certificate. */
export const backends = (): TeamAdmission => ({
  name: 'servers',
  group: ENVOY_GROUP,
  resources: ['backends'],
  versions: ['v1alpha1'],
  variables: { servers: words(ANNOTATIONS.outside) },
  validations: [
    {
      expression: `(!has(object.spec.type) || object.spec.type == "Endpoints") && has(object.spec.endpoints) && object.spec.endpoints.all(e, has(e.fqdn) && (e.fqdn.hostname + ":" + string(e.fqdn.port) in variables.servers || ${own('e.fqdn.hostname')}))`,
      messageExpression:
        '"a Backend must point to a Service of this namespace or to an external server that the platform allows: " + (size(variables.servers) > 0 ? variables.servers.join(" or ") : "none")',
      reason: 'Forbidden',
    },
    ...onlyFields(BACKEND),
    {
      expression: `!has(object.spec.endpoints) || object.spec.endpoints.all(e, has(e.fqdn) && (${own('e.fqdn.hostname')} || has(object.spec.tls) && has(object.spec.tls.wellKnownCACertificates) && object.spec.tls.wellKnownCACertificates == "System" && has(object.spec.tls.sni) && object.spec.tls.sni == e.fqdn.hostname))`,
      message:
        'an external server needs TLS with a verified certificate: set wellKnownCACertificates: System and its host name as sni in spec.tls',
      reason: 'Forbidden',
    },
    {
      expression:
        '!has(object.spec.tls) || !has(object.spec.tls.insecureSkipVerify) || !object.spec.tls.insecureSkipVerify',
      message: 'insecureSkipVerify is not allowed: the certificate of a server must be verified',
      reason: 'Forbidden',
    },
  ],
  why: ADMISSION.servers,
});

/** A team's BackendTLSPolicy must not weaken the verification of a server certificate. */
export const serverCertificates = (): TeamAdmission => ({
  name: 'certificates',
  group: GATEWAY_GROUP,
  resources: ['backendtlspolicies'],
  versions: ['v1'],
  variables: { servers: words(ANNOTATIONS.outside) },
  validations: [
    ...onlyFields(BACKEND_TLS_POLICY),
    {
      expression: all([
        `object.spec.targetRefs.all(t, t.kind == "Backend" && t.group == ${text(ENVOY_GROUP)})`,
        `${own('object.spec.validation.hostname')} || variables.servers.exists(s, s.startsWith(object.spec.validation.hostname + ":")) && has(object.spec.validation.wellKnownCACertificates) && object.spec.validation.wellKnownCACertificates == "System" && !has(object.spec.validation.caCertificateRefs)`,
      ]),
      messageExpression:
        '"the certificate of an external server must be verified against its host name and public CAs; allowed servers: " + (size(variables.servers) > 0 ? variables.servers.join(" or ") : "none")',
      reason: 'Forbidden',
    },
  ],
  why: ADMISSION.certificates,
});
