// Codes of the importer gateway-api: Gateways, listeners and what is around them.
import { imported } from './import-definition.ts';

export const gatewayApiCodes = {
  GatewayGeneratedAgain: imported<{ kind: string; name: string }>({
    verdict: 'noEffect',
    subject: 'operation',
    sample: { kind: 'ReferenceGrant', name: 'shop-routes' },
    words: ({ kind, name }) => ({
      what: `${kind} ${name} needs no answer: generate writes what it is for.`,
      why: 'The output contains it where the answers need it.',
      fix: '',
    }),
  }),
  GatewayObjectKept: imported<{ kind: string; name: string }>({
    verdict: 'noEffect',
    subject: 'operation',
    sample: { kind: 'Secret', name: 'api-tls' },
    words: ({ kind, name }) => ({
      what: `${kind} ${name} stays in the cluster: the answers refer to it by name.`,
      why: 'generate writes no object of this kind for it, and no value of it was copied.',
      fix: 'Keep it in the cluster.',
    }),
  }),
  GatewayKindUnknown: imported<{ kind: string; name: string }>({
    verdict: 'dropped',
    subject: 'operation',
    sample: { kind: 'WasmPlugin', name: 'audit' },
    words: ({ kind, name }) => ({
      what: `${kind} ${name} was left out: the import does not read this kind.`,
      why: 'What it does is missing in the answers.',
      fix: 'Keep it next to the generated manifests, or add it with the answer manifests.',
    }),
  }),
  GatewayObjectUnused: imported<{ kind: string; name: string }>({
    verdict: 'dropped',
    subject: 'traffic',
    sample: { kind: 'Backend', name: 'partner' },
    words: ({ kind, name }) => ({
      what: `${kind} ${name} was left out: no imported rule uses it.`,
      why: 'If routes outside of these files use it, the answers lack it.',
      fix: 'Import the manifests that refer to it, or ignore it.',
    }),
  }),
  GatewayTargetAsked: imported<{ key: string; value: string; of: string }>({
    verdict: 'asked',
    subject: 'operation',
    sample: { key: 'gateway.namespace', value: 'network', of: 'the namespace of the Gateway' },
    words: ({ key, value, of }) => ({
      what: `The source has ${value} as ${of}; you decide the name of the new one.`,
      why: 'A new gateway with the same name replaces the one that serves requests now.',
      fix: `Set ${key} to ${value} to replace it, or to another name to run next to it.`,
    }),
  }),
  GatewayOtherCertificate: imported<{ secret: string; host: string }>({
    verdict: 'approximated',
    subject: 'operation',
    sample: { secret: 'shop-tls', host: 'shop.example.com' },
    words: ({ secret, host }) => ({
      what: `${host} has a certificate in Secret ${secret}; the answers have one certificate for all hosts.`,
      why: 'Clients of this host get that certificate until you name another one.',
      fix: `To keep it, write { hostname, secret: ${secret} } in hostnames.`,
    }),
  }),
  GatewayNotInSource: imported<{ name: string }>({
    verdict: 'asked',
    subject: 'operation',
    sample: { name: 'infra/edge' },
    words: ({ name }) => ({
      what: `Gateway ${name}, to which these routes belong, is not in the source, so the answers describe a new one.`,
      why: 'What its listeners and policies do today is missing in the answers.',
      fix: `Import the manifests of ${name} too, or set gateway.attach to keep using it.`,
    }),
  }),
  GatewayNotChosen: imported<{ gateway: string; chosen: string }>({
    verdict: 'dropped',
    subject: 'access',
    sample: { gateway: 'infra/internal', chosen: 'infra/edge' },
    words: ({ gateway, chosen }) => ({
      what: `This belongs to Gateway ${gateway}, and the answers describe Gateway ${chosen}, so it was left out.`,
      why: 'One answers file describes one Gateway. What is internal must not become reachable through another one.',
      fix: `Import it to its own file with --gateway ${gateway} -o FILE.`,
    }),
  }),
  ListenerNamespaces: imported<{ from: string }>({
    verdict: 'approximated',
    subject: 'access',
    sample: { from: 'All' },
    words: ({ from }) => ({
      what: `The listener accepts routes of other namespaces (${from}); the generated one accepts those of its own namespace.`,
      why: 'Routes in other namespaces that are not imported are no longer served.',
      fix: 'Import these routes too, or use teams.',
    }),
  }),
  ListenerFieldNotSaid: imported<{ field: string; listener: string }>({
    verdict: 'dropped',
    subject: 'traffic',
    sample: { field: 'tls.options', listener: 'https' },
    words: ({ field, listener }) => ({
      what: `The generated Gateway does not have ${field}${listener === 'all' ? '' : ` of listener ${listener}`}: no answer contains it.`,
      why: 'The listener uses the default of Envoy Gateway.',
      fix: 'If requests depend on it, add a patch of the Gateway.',
    }),
  }),
  GatewayClientCertificates: imported<undefined>({
    verdict: 'impossible',
    subject: 'access',
    sample: undefined,
    words: () => ({
      what: 'The Gateway requires client certificates by port or of several CAs, which answers cannot contain.',
      why: 'Every service is undecided, because it would be reachable without a certificate.',
      fix: 'Set tls.clientAuth to one CA, and auth of each service.',
    }),
  }),
  GatewayAnnotations: imported<undefined>({
    verdict: 'approximated',
    subject: 'operation',
    sample: undefined,
    words: () => ({
      what: 'Annotations of the infrastructure are now on the Service of the proxies only.',
      why: 'Envoy Gateway also wrote them to the Deployment and the ServiceAccount.',
      fix: 'If one of them is not for the load balancer, move it to a patch of the Gateway.',
    }),
  }),
} as const;
