import type { KindFields } from '../fields.ts';
import { GRPC_ROUTE, HTTP_ROUTE, HTTP_ROUTE_FILTER } from './routes-fields.ts';
import { EXTERNAL_SECRET } from './secrets-fields.ts';
import { SECURITY_POLICY } from './security-fields.ts';
import { BACKEND, BACKEND_TLS_POLICY } from './servers-fields.ts';
import { BACKEND_TRAFFIC_POLICY } from './traffic-fields.ts';

/** The classified fields of each kind, with the apiVersion that they belong to. */
export const FIELDS: readonly (readonly [apiVersion: string, fields: KindFields])[] = [
  ['gateway.networking.k8s.io/v1', HTTP_ROUTE],
  ['gateway.networking.k8s.io/v1', GRPC_ROUTE],
  ['gateway.networking.k8s.io/v1', BACKEND_TLS_POLICY],
  ['gateway.envoyproxy.io/v1alpha1', HTTP_ROUTE_FILTER],
  ['gateway.envoyproxy.io/v1alpha1', BACKEND],
  ['gateway.envoyproxy.io/v1alpha1', SECURITY_POLICY],
  ['gateway.envoyproxy.io/v1alpha1', BACKEND_TRAFFIC_POLICY],
  ['external-secrets.io/v1', EXTERNAL_SECRET],
];
