import type { Importer } from './importer.ts';
import { apiDocuments } from './openapi/api-documents.ts';
import { apiGroupOf } from './source/api-group.ts';

const GATEWAY_API = [
  'gatewayclasses',
  'gateways',
  'listenersets',
  'httproutes',
  'grpcroutes',
  'tlsroutes',
  'tcproutes',
  'udproutes',
  'referencegrants',
  'backendtlspolicies',
];
const ENVOY_GATEWAY = [
  'backends',
  'backendtrafficpolicies',
  'clienttrafficpolicies',
  'envoyextensionpolicies',
  'envoypatchpolicies',
  'envoyproxies',
  'httproutefilters',
  'securitypolicies',
];
const TRAEFIK = [
  'ingressroutes',
  'ingressroutetcps',
  'ingressrouteudps',
  'middlewares',
  'middlewaretcps',
  'tlsoptions',
  'tlsstores',
  'traefikservices',
  'serverstransports',
];

/** Every kind of source, in the order of the help. */
export const IMPORTERS: readonly Importer[] = [
  {
    name: 'ingress-nginx',
    title: 'Ingress objects, with the annotations of ingress-nginx',
    reads: (document) => document.get('kind').text === 'Ingress',
    cluster: [
      { resource: 'ingresses.networking.k8s.io' },
      { resource: 'ingressclasses.networking.k8s.io' },
      { resource: 'services' },
      // The settings of the controller.
      { resource: 'configmaps', selector: 'app.kubernetes.io/name=ingress-nginx' },
    ],
    load: async () => (await import('./ingress/read-ingress.ts')).readIngress,
  },
  {
    name: 'openapi',
    title: 'OpenAPI 2.0 and 3.0 to 3.2, also exports of AWS API Gateway',
    reads: (document) => apiDocuments(document).length > 0,
    load: async () => (await import('./openapi/read-openapi.ts')).readOpenapi,
  },
  {
    name: 'kong',
    title: 'declarative configuration of Kong (decK and DB-less)',
    reads: (document) => document.get('_format_version').exists || document.get('services').items.length > 0,
    load: async () => (await import('./kong/read-kong.ts')).readKong,
  },
  {
    name: 'gateway-api',
    title: 'Gateway API and Envoy Gateway manifests',
    reads: (document) =>
      apiGroupOf(document) === 'gateway.networking.k8s.io' || apiGroupOf(document) === 'gateway.envoyproxy.io',
    cluster: [
      ...GATEWAY_API.map((name) => ({ resource: `${name}.gateway.networking.k8s.io` })),
      ...ENVOY_GATEWAY.map((name) => ({ resource: `${name}.gateway.envoyproxy.io` })),
      { resource: 'services' },
      { resource: 'namespaces' },
    ],
    load: async () => (await import('./gateway-api/read-gateway-api.ts')).readGatewayApi,
  },
  {
    name: 'traefik',
    title: 'IngressRoutes and Middlewares of Traefik',
    reads: (document) => /^traefik\.(io|containo\.us)$/.test(apiGroupOf(document)),
    cluster: [...TRAEFIK.map((name) => ({ resource: `${name}.traefik.io` })), { resource: 'services' }],
    load: async () => (await import('./traefik/read-traefik.ts')).readTraefik,
  },
];
