// Codes of the importer ingress-nginx: objects, classes, backends, TLS. Paths and annotations have files of their own.

import { imported } from './import-definition.ts';
import { ingressAnnotationCodes } from './ingress-annotation-codes.ts';
import { ingressPathCodes } from './ingress-path-codes.ts';

export const ingressCodes = {
  ...ingressPathCodes,
  ...ingressAnnotationCodes,
  IngressClassMissing: imported<{ name: string }>({
    verdict: 'asked',
    subject: 'operation',
    sample: { name: 'shop' },
    words: ({ name }) => ({
      what: `Ingress ${name} has no class; it was imported as one of ingress-nginx.`,
      why: 'The default class of the cluster decides which controller serves it.',
      fix: 'Run kubectl get ingressclass. If another controller serves it, remove its services.',
    }),
  }),
  IngressClassForeign: imported<{ name: string; class: string }>({
    verdict: 'asked',
    subject: 'operation',
    sample: { name: 'shop', class: 'alb' },
    words: (v) => ({
      what: `Ingress ${v.name} has the class ${v.class}: only hosts, paths, backends and TLS were imported.`,
      why: 'Annotations of other controllers have no answers.',
      fix: 'Add the answers that do what its annotations do.',
    }),
  }),
  IngressForeignAnnotation: imported<{ name: string }>({
    verdict: 'dropped',
    subject: 'access',
    sample: { name: 'alb.ingress.kubernetes.io/auth-type' },
    words: ({ name }) => ({
      what: `${name} belongs to another controller, so it was not imported.`,
      why: 'It may restrict access in that controller.',
      fix: 'Add the answer that does the same. If that controller does not serve this Ingress, ignore it.',
    }),
  }),
  IngressNamespaceAsked: imported<{ service: string }>({
    verdict: 'asked',
    subject: 'operation',
    sample: { service: 'users' },
    words: ({ service }) => ({
      what: `The Ingress of Service ${service} has no namespace; the answers use that of the Gateway.`,
      why: 'kubectl decides the namespace when the file is applied. In the wrong one, requests get 500.',
      fix: `Write the namespace in front of the backend: NAMESPACE/${service}.`,
    }),
  }),
  IngressNoBackend: imported<{ path: string; why: string }>({
    verdict: 'impossible',
    subject: 'traffic',
    sample: { path: '/assets', why: 'its backend is a resource of kind StorageBucket' },
    words: ({ path, why }) => ({
      what: `Path ${path} was not imported: ${why}.`,
      why: 'Requests get 404, or reach the service of a shorter path.',
      fix: 'Run a Service for it, and add a service with that backend.',
    }),
  }),
  IngressEveryHost: imported<{ service: string }>({
    verdict: 'asked',
    subject: 'access',
    sample: { service: 'users' },
    words: ({ service }) => ({
      what: `Service ${service} serves every host that no other rule names; the gateway serves named hosts.`,
      why: 'Without hostname, the gateway serves it on all host names of the answers.',
      fix: 'Set hostname of the service, or remove the service.',
    }),
  }),
  IngressTlsDefault: imported<{ name: string }>({
    verdict: 'asked',
    subject: 'operation',
    sample: { name: 'shop' },
    words: ({ name }) => ({
      what: `Ingress ${name} has no certificate: nginx serves it on port 80, the gateway redirects that to https.`,
      why: 'The gateway needs a certificate for its host names.',
      fix: 'Set tls. For a public service whose clients cannot use TLS, set plainHttp to the reason.',
    }),
  }),
  IngressClientAddress: imported<{ key: string }>({
    verdict: 'asked',
    subject: 'access',
    sample: { key: 'allow.cidrs' },
    words: ({ key }) => ({
      what: `${key} uses the address of the client, which depends on what is in front of the gateway.`,
      why: 'Behind a load balancer, all requests can have the address of that load balancer.',
      fix: 'Set traffic.clientsBehind to what is in front of the gateway.',
    }),
  }),
  IngressObjectNotRead: imported<{ kind: string; name: string }>({
    verdict: 'noEffect',
    subject: 'operation',
    sample: { kind: 'Deployment', name: 'users' },
    words: ({ kind, name }) => ({
      what: `${kind} ${name} configures no gateway, so no answer depends on it.`,
      why: 'Values of Secrets are never read.',
      fix: '',
    }),
  }),
} as const;
