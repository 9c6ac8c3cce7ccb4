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
      what: `Ingress ${name} has no class.`,
      why: 'The default class of the cluster decides which controller serves it. It was read as one of ingress-nginx.',
      fix: 'Run kubectl get ingressclass. Remove the services of this Ingress if another controller serves it.',
    }),
  }),
  IngressClassForeign: imported<{ name: string; class: string }>({
    verdict: 'asked',
    subject: 'operation',
    sample: { name: 'shop', class: 'alb' },
    words: (v) => ({
      what: `Ingress ${v.name} has the class ${v.class}, which is not one of ingress-nginx.`,
      why: 'Only hosts, paths, backends and TLS were imported. The annotations of another controller have no answers.',
      fix: 'Add the answers for what its annotations do.',
    }),
  }),
  IngressForeignAnnotation: imported<{ name: string }>({
    verdict: 'dropped',
    subject: 'access',
    sample: { name: 'alb.ingress.kubernetes.io/auth-type' },
    words: ({ name }) => ({
      what: `${name} belongs to another controller.`,
      why: 'No answer was made from it, also if it restricts access.',
      fix: 'Add the answer that does the same, or ignore it if that controller does not serve this Ingress.',
    }),
  }),
  IngressNamespaceAsked: imported<{ service: string }>({
    verdict: 'asked',
    subject: 'operation',
    sample: { service: 'users' },
    words: ({ service }) => ({
      what: `The Ingress of Service ${service} has no namespace.`,
      why: 'kubectl decides it when the file is applied. The answers name the Service without one: the namespace of the Gateway.',
      fix: `Write the namespace in front of the backend: NAMESPACE/${service}.`,
    }),
  }),
  IngressNoBackend: imported<{ path: string; why: string }>({
    verdict: 'impossible',
    subject: 'traffic',
    sample: { path: '/assets', why: 'its backend is a resource of kind StorageBucket' },
    words: ({ path, why }) => ({
      what: `Path ${path} was not imported: ${why}.`,
      why: 'The gateway has no route for it, or that of a shorter path.',
      fix: 'Run a Service for it, and add a service with its backend.',
    }),
  }),
  IngressEveryHost: imported<{ service: string }>({
    verdict: 'asked',
    subject: 'access',
    sample: { service: 'users' },
    words: ({ service }) => ({
      what: `Service ${service} has a rule without a host, or is a default backend.`,
      why: 'ingress-nginx uses it for hosts that no other rule names. Without hostname, the gateway serves it on all of its hosts.',
      fix: 'Set hostname of the service, or remove it.',
    }),
  }),
  IngressTlsDefault: imported<{ name: string }>({
    verdict: 'asked',
    subject: 'operation',
    sample: { name: 'shop' },
    words: ({ name }) => ({
      what: `Ingress ${name} has no certificate.`,
      why: 'ingress-nginx serves it without TLS on port 80. The gateway serves https and redirects port 80.',
      fix: 'Set tls. For public services that clients call without TLS, set plainHttp to the reason.',
    }),
  }),
  IngressClientAddress: imported<{ key: string }>({
    verdict: 'asked',
    subject: 'access',
    sample: { key: 'allow.cidrs' },
    words: ({ key }) => ({
      what: `${key} uses the address of the client.`,
      why: 'Behind a load balancer, all requests can have the address of the load balancer.',
      fix: 'Set traffic.clientsBehind to what is in front of the gateway.',
    }),
  }),
  IngressObjectNotRead: imported<{ kind: string; name: string }>({
    verdict: 'noEffect',
    subject: 'operation',
    sample: { kind: 'Deployment', name: 'users' },
    words: ({ kind, name }) => ({
      what: `${kind} ${name} configures no gateway.`,
      why: 'No answer depends on it. Values of Secrets are not read.',
      fix: '',
    }),
  }),
} as const;
