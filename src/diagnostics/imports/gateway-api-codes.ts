// Codes of the importer gateway-api: Gateways, listeners and what is around them.
import { imported } from './import-definition.ts';

export const gatewayApiCodes = {
  GatewayGeneratedAgain: imported<{ kind: string; name: string }>({
    verdict: 'noEffect',
    subject: 'operation',
    sample: { kind: 'ReferenceGrant', name: 'shop-routes' },
    words: ({ kind, name }) => ({
      what: `${kind} ${name} is not an answer, because generate writes what it is for.`,
      why: 'The output contains it where the answers need it.',
      fix: '',
    }),
  }),
  GatewayObjectKept: imported<{ kind: string; name: string }>({
    verdict: 'noEffect',
    subject: 'operation',
    sample: { kind: 'Secret', name: 'api-tls' },
    words: ({ kind, name }) => ({
      what: `${kind} ${name} stays what it is: the answers refer to it by name, and no value of it is copied.`,
      why: 'generate writes no object of this kind for it.',
      fix: 'Keep it in the cluster.',
    }),
  }),
  GatewayKindUnknown: imported<{ kind: string; name: string }>({
    verdict: 'dropped',
    subject: 'operation',
    sample: { kind: 'WasmPlugin', name: 'audit' },
    words: ({ kind, name }) => ({
      what: `The importer does not read objects of kind ${kind}, so ${name} was left out.`,
      why: 'What it does is not part of the answers.',
      fix: 'Keep it next to the generated manifests, or add it with the answer manifests.',
    }),
  }),
  GatewayObjectUnused: imported<{ kind: string; name: string }>({
    verdict: 'dropped',
    subject: 'traffic',
    sample: { kind: 'Backend', name: 'partner' },
    words: ({ kind, name }) => ({
      what: `No imported rule uses ${kind} ${name}.`,
      why: 'No answer was made from it.',
      fix: 'Import the manifests that refer to it, or leave it out.',
    }),
  }),
  GatewayTargetAsked: imported<{ key: string; value: string; of: string }>({
    verdict: 'asked',
    subject: 'operation',
    sample: { key: 'gateway.namespace', value: 'network', of: 'the namespace of the Gateway' },
    words: ({ key, value, of }) => ({
      what: `In the source, ${of} is ${value}.`,
      why: 'A new gateway with the same name would replace the one that serves requests now.',
      fix: `Set ${key} to ${value} if it shall replace it, or to another name.`,
    }),
  }),
  GatewayOtherCertificate: imported<{ secret: string; host: string }>({
    verdict: 'approximated',
    subject: 'operation',
    sample: { secret: 'shop-tls', host: 'shop.example.com' },
    words: ({ secret, host }) => ({
      what: `In the source, ${host} has a certificate of its own, in Secret ${secret}.`,
      why: 'The answers have one certificate for all host names until you name others.',
      fix: `For a host that shall keep its own, write { hostname, secret: ${secret} } in hostnames.`,
    }),
  }),
  GatewayNotInSource: imported<{ name: string }>({
    verdict: 'approximated',
    subject: 'operation',
    sample: { name: 'infra/edge' },
    words: ({ name }) => ({
      what: `The routes belong to Gateway ${name}, which is not in the source.`,
      why: 'The answers describe a new Gateway. What its listeners and policies do today is not known.',
      fix: `Import the manifests of ${name} too, or set gateway.attach to keep using it.`,
    }),
  }),
  GatewayNotChosen: imported<{ gateway: string; chosen: string }>({
    verdict: 'dropped',
    subject: 'access',
    sample: { gateway: 'infra/internal', chosen: 'infra/edge' },
    words: ({ gateway, chosen }) => ({
      what: `It belongs to Gateway ${gateway}, and the answers describe Gateway ${chosen}.`,
      why: 'One answers file describes one Gateway. Its routes may not be reachable through another one.',
      fix: `Import it to an answers file of its own, from the manifests of ${gateway} alone.`,
    }),
  }),
  ListenerNamespaces: imported<{ from: string }>({
    verdict: 'approximated',
    subject: 'access',
    sample: { from: 'All' },
    words: ({ from }) => ({
      what: `The listener accepts routes of other namespaces (${from}); the generated one accepts only those of its own.`,
      why: 'Routes in other namespaces that are not imported are not served.',
      fix: 'Import these routes too, or use teams.',
    }),
  }),
  ListenerFieldNotSaid: imported<{ field: string; listener: string }>({
    verdict: 'dropped',
    subject: 'traffic',
    sample: { field: 'tls.options', listener: 'https' },
    words: ({ field, listener }) => ({
      what: `No answer was made from ${field} of listener ${listener}.`,
      why: 'The generated listener does not have it.',
      fix: 'If requests depend on it, add a patch of the Gateway.',
    }),
  }),
  GatewayClientCertificates: imported<undefined>({
    verdict: 'impossible',
    subject: 'access',
    sample: undefined,
    words: () => ({
      what: 'The Gateway requires client certificates in a way that answers cannot contain: by port, or of several CAs.',
      why: 'Every service is undecided, because it would be reachable without a certificate.',
      fix: 'Set tls.clientAuth to one CA, and auth of each service.',
    }),
  }),
  GatewayAnnotations: imported<undefined>({
    verdict: 'approximated',
    subject: 'operation',
    sample: undefined,
    words: () => ({
      what: 'Annotations of the infrastructure became annotations of the Service of the proxies.',
      why: 'Envoy Gateway also writes them to the Deployment and the ServiceAccount.',
      fix: 'If one of them is not for the load balancer, move it to a patch of the Gateway.',
    }),
  }),
} as const;
