import type { Importer } from './importer.ts';
import type { SourceNode } from './source/source-node.ts';

const apiGroup = (document: SourceNode): string => String(document.get('apiVersion').text ?? '').split('/')[0]!;

/** Every kind of source, in the order of the help. */
export const IMPORTERS: readonly Importer[] = [
  {
    name: 'ingress-nginx',
    title: 'Ingress objects, with the annotations of ingress-nginx',
    reads: (document) => document.get('kind').text === 'Ingress',
    load: async () => (await import('./ingress/read-ingress.ts')).readIngress,
  },
  {
    name: 'openapi',
    title: 'OpenAPI 2.0, 3.0 and 3.1, also exports of AWS API Gateway',
    reads: (document) => document.get('openapi').exists || document.get('swagger').exists,
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
      apiGroup(document) === 'gateway.networking.k8s.io' || apiGroup(document) === 'gateway.envoyproxy.io',
    load: async () => (await import('./gateway-api/read-gateway-api.ts')).readGatewayApi,
  },
  {
    name: 'traefik',
    title: 'IngressRoutes and Middlewares of Traefik',
    reads: (document) => /^traefik\.(io|containo\.us)$/.test(apiGroup(document)),
    load: async () => (await import('./traefik/read-traefik.ts')).readTraefik,
  },
];
