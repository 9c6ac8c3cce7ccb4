// What Envoy Gateway refuses about Gateways, GatewayClasses, EnvoyProxies and ListenerSets.
import { type Absence, byAbsence, either, type Variant, variants } from '../definition.ts';
import { aKind, short } from '../shown.ts';
import { type CaProblem, caAbsence, caWords } from './backend-texts.ts';
import { define, type FindingGroup } from './finding-definition.ts';
import { absent, inNamespace, type Missing, unlessItExists } from './references-parts.ts';

const refused = (of: string): string => `The ${of} is not accepted, so no proxies run for it.`;
const OF_PROXY = 'Gateways that use this EnvoyProxy are not accepted, so no proxies run for them.';
const TELEMETRY = 'Gateways that use this EnvoyProxy are reported as not accepted, and nothing is sent.';

interface Value {
  readonly value: string;
}
const parameters = {
  missing: ({ kind, name, namespace, of, absence }: Missing & { readonly of: string }) => ({
    what: absent(`${kind} ${name}${inNamespace(namespace)}`, absence),
    why: unlessItExists(refused(of), absence),
    fix: `Add the ${kind}, or correct the name.`,
  }),
  kind: ({ kind, group, of }: { readonly kind: string; readonly group: string; readonly of: string }) => ({
    what: `The parameters of a ${of} must be an EnvoyProxy, not ${aKind(kind)}${group ? ` (${group})` : ''}.`,
    why: refused(of),
    fix: 'Write group: gateway.envoyproxy.io and kind: EnvoyProxy.',
  }),
  merged: ({ name }: { readonly name: string }) => ({
    what: `EnvoyProxy ${name} of the GatewayClass merges all of its Gateways, and this Gateway has its own parameters.`,
    why: refused('Gateway'),
    fix: 'Remove infrastructure.parametersRef, or mergeGateways from the EnvoyProxy of the class.',
  }),
  mergedBackends: () => ({
    what: 'mergeGateways and mergeBackends are both set for this Gateway.',
    why: refused('Gateway'),
    fix: 'Remove one of them.',
  }),
  host: () => ({
    what: 'provider.type is Host, and provider.host is not set.',
    why: OF_PROXY,
    fix: 'Add provider.host.',
  }),
  cycle: ({ from, to }: { readonly from: string; readonly to: string }) => ({
    what: `filterOrder puts ${from} before ${to}, and other entries put ${to} before ${from}.`,
    why: OF_PROXY,
    fix: 'Remove one of the entries.',
  }),
  statName: ({ value, operators }: Value & { readonly operators: string }) => ({
    what: `clusterStatName ${value} contains ${operators === '' ? 'a single "%"' : `an unknown operator (${operators})`}.`,
    why: OF_PROXY,
    fix: 'Use %ROUTE_NAME%, %ROUTE_NAMESPACE%, %ROUTE_KIND%, %ROUTE_RULE_NAME%, %ROUTE_RULE_NUMBER% and %BACKEND_REFS% only.',
  }),
  range: ({ value }: Value) => ({
    what: `${value} is not a range of addresses.`,
    why: OF_PROXY,
    fix: 'Write an address and the length of its prefix, such as 10.0.0.0/8.',
  }),
  expression: ({ value }: Value) => ({
    what: `${short(value)} is not an expression in CEL.`,
    why: TELEMETRY,
    fix: 'Correct the expression. An example: response.code >= 400.',
  }),
  telemetry: ({ kind, name, namespace, absence }: Missing) => ({
    what: absent(`${kind} ${name}${inNamespace(namespace)}`, absence),
    why: unlessItExists(TELEMETRY, absence),
    fix: `Add the ${kind}, or correct the name.`,
  }),
  telemetryPort: ({
    service,
    port,
    ports,
  }: {
    readonly service: string;
    readonly port: number;
    readonly ports: string;
  }) => ({
    what: `Service ${service} has no TCP port ${port}; its ports are ${ports}.`,
    why: TELEMETRY,
    fix: 'Write the port of the Service, not that of its pods.',
  }),
  telemetryName: ({ service }: { readonly service: string }) => ({
    what: `Service ${service} has type ExternalName, which Envoy Gateway does not support.`,
    why: TELEMETRY,
    fix: 'Use a Backend with the host name.',
  }),
};
type Parameters = Variant<typeof parameters>;

const NO_CLIENT_CA = 'HTTPS listeners that verify clients by it are not programmed, so no client can connect.';
const NO_CLIENT_CERTIFICATE =
  'The proxies send no client certificate, so backends that require one refuse connections.';

const clientCertificate = {
  kind: ({ kind, group }: { readonly kind: string; readonly group: string }) => ({
    what: `A client certificate must be a Secret of the core group, not ${aKind(kind)}${group ? ` of group ${group}` : ''}.`,
    why: NO_CLIENT_CERTIFICATE,
    fix: 'Write the name of a Secret.',
  }),
  missing: ({ kind, name, namespace, absence }: Missing) => ({
    what: absent(`${kind} ${name}${inNamespace(namespace)}`, absence),
    why: unlessItExists(NO_CLIENT_CERTIFICATE, absence),
    fix: 'Add the Secret, or correct the name.',
  }),
  incomplete: ({ name }: { readonly name: string }) => ({
    what: `Secret ${name} has no tls.crt or no tls.key.`,
    why: NO_CLIENT_CERTIFICATE,
    fix: 'Put the certificate into tls.crt and its private key into tls.key.',
  }),
};

const NOT_ATTACHED = 'Its listeners are not served.';
interface OfGateway {
  readonly gateway: string;
}
const notAllowed = {
  none: ({ gateway }: OfGateway) => ({
    what: `${gateway} has no allowedListeners, so it accepts no ListenerSets.`,
    why: NOT_ATTACHED,
    fix: 'Set allowedListeners.namespaces.from of the Gateway to Same, All or Selector.',
  }),
  namespace: ({ gateway, from, namespace }: OfGateway & { readonly from: string; readonly namespace: string }) => ({
    what: `${gateway} accepts no ListenerSets from namespace ${namespace} (from: ${from}).`,
    why: NOT_ATTACHED,
    fix: 'Allow the namespace in allowedListeners.namespaces of the Gateway, or move the ListenerSet.',
  }),
};

export const gatewayFindings = {
  InvalidCACertificateRef: define<CaProblem>({
    severity: byAbsence(caAbsence),
    risk: 'rejected',
    sample: { case: 'key', of: { kind: 'ConfigMap', name: 'clients-ca' } },
    words: caWords(NO_CLIENT_CA),
    example: {
      before:
        'kind: Gateway\nspec: { tls: { frontend: { default: { validation: { caCertificateRefs: [{ group: "", kind: ConfigMap, name: clients-ca }] } } } } }\n---\nkind: ConfigMap\nmetadata: { name: clients-ca }\ndata: { cert.pem: "-----BEGIN CERTIFICATE-----...", old.pem: "-----BEGIN CERTIFICATE-----..." }',
      after:
        'kind: Gateway\nspec: { tls: { frontend: { default: { validation: { caCertificateRefs: [{ group: "", kind: ConfigMap, name: clients-ca }] } } } } }\n---\nkind: ConfigMap\nmetadata: { name: clients-ca }\ndata: { ca.crt: "-----BEGIN CERTIFICATE-----..." }',
    },
  }),
  InvalidClientCertificateRef: define<Variant<typeof clientCertificate>>({
    severity: byAbsence((v) => (v.case === 'missing' ? v.of.absence : 'certain')),
    risk: 'rejected',
    sample: { case: 'kind', of: { kind: 'ConfigMap', group: '' } },
    words: variants(clientCertificate),
    example: {
      before:
        'kind: Gateway\nspec: { tls: { backend: { clientCertificateRef: { group: "", kind: ConfigMap, name: client } } } }',
      after:
        'kind: Gateway\nspec: { tls: { backend: { clientCertificateRef: { group: "", kind: Secret, name: client } } } }',
    },
  }),
  InvalidParameters: define<Parameters>({
    severity: byAbsence((v) => (v.case === 'missing' || v.case === 'telemetry' ? v.of.absence : 'certain')),
    risk: 'rejected',
    sample: {
      case: 'missing',
      of: { kind: 'EnvoyProxy', name: 'absent', namespace: 'shop', of: 'Gateway', absence: 'certain' },
    },
    words: variants(parameters),
    example: {
      before:
        'kind: Gateway\nspec: { infrastructure: { parametersRef: { group: gateway.envoyproxy.io, kind: EnvoyProxy, name: edge-porxy } } }\n---\nkind: EnvoyProxy\nmetadata: { name: edge-proxy }',
      after:
        'kind: Gateway\nspec: { infrastructure: { parametersRef: { group: gateway.envoyproxy.io, kind: EnvoyProxy, name: edge-proxy } } }\n---\nkind: EnvoyProxy\nmetadata: { name: edge-proxy }',
    },
  }),
  ListenerSetWithoutGateway: define<{ name: string; namespace: string | undefined; absence: Absence }>({
    severity: byAbsence((v) => v.absence),
    risk: 'rejected',
    sample: { name: 'egde', namespace: 'shop', absence: 'certain' },
    words: ({ name, namespace, absence }) => ({
      what: absent(`Gateway ${name}${inNamespace(namespace)}`, absence),
      why: unlessItExists('The ListenerSet is ignored, and no status condition reports it.', absence),
      fix: 'Correct the name or the namespace of parentRef.',
    }),
    example: {
      before:
        'kind: Gateway\nspec: { allowedListeners: { namespaces: { from: Same } } }\n---\nkind: ListenerSet\nmetadata: { name: more }\nspec: { parentRef: { name: egde }, listeners: [{ name: www, port: 443, protocol: HTTPS, hostname: www.example.com, tls: { certificateRefs: [{ name: www-tls }] } }] }',
      after:
        'kind: Gateway\nspec: { allowedListeners: { namespaces: { from: Same } } }\n---\nkind: ListenerSet\nmetadata: { name: more }\nspec: { parentRef: { name: edge }, listeners: [{ name: www, port: 443, protocol: HTTPS, hostname: www.example.com, tls: { certificateRefs: [{ name: www-tls }] } }] }',
    },
  }),
  NotAllowed: define<Variant<typeof notAllowed>>({
    severity: 'error',
    risk: 'rejected',
    sample: { case: 'none', of: { gateway: 'Gateway shop/edge' } },
    words: variants(notAllowed),
    example: {
      before:
        'kind: Gateway\nspec: { allowedListeners: { namespaces: { from: None } } }\n---\nkind: ListenerSet\nmetadata: { name: more }\nspec: { parentRef: { name: edge }, listeners: [{ name: www, port: 443, protocol: HTTPS, hostname: www.example.com, tls: { certificateRefs: [{ name: www-tls }] } }] }',
      after:
        'kind: Gateway\nspec: { allowedListeners: { namespaces: { from: Same } } }\n---\nkind: ListenerSet\nmetadata: { name: more }\nspec: { parentRef: { name: edge }, listeners: [{ name: www, port: 443, protocol: HTTPS, hostname: www.example.com, tls: { certificateRefs: [{ name: www-tls }] } }] }',
    },
  }),
  UnsupportedAddress: define<{ type: string; isOwn: boolean }>({
    severity: either('error', 'info', (v) => !v.isOwn),
    risk: 'rejected',
    sample: { type: 'NamedAddress', isOwn: true },
    words: ({ type }) => ({
      what: `Envoy Gateway does not support addresses of type ${type}.`,
      why: refused('Gateway'),
      fix: 'Use type IPAddress, or remove addresses.',
    }),
    example: {
      before: 'kind: Gateway\nspec: { addresses: [{ type: NamedAddress, value: public }] }',
      after: 'kind: Gateway\nspec: { addresses: [{ type: IPAddress, value: 203.0.113.7 }] }',
    },
  }),
} as const satisfies FindingGroup;
