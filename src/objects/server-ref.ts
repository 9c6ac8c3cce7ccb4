import type { PrivateServerIntent } from '../model/intent.ts';
import { defined, ENVOY_GROUP } from './make.ts';

interface ServerRef {
  group: string;
  kind: 'Backend';
  name: string;
  namespace?: string;
  port: number;
}

/** backendRef of a policy to the Backend of an authentication server; a BackendTLSPolicy verifies the server. */
export const serverRef = ({ backend, namespace, port }: PrivateServerIntent): ServerRef =>
  defined({ group: ENVOY_GROUP, kind: 'Backend', name: backend, namespace, port });

interface ServiceRef {
  name: string;
  namespace?: string;
  port: number;
}

interface ServiceOf {
  readonly service: string;
  readonly namespace?: string | undefined;
  readonly port: number;
}

/** backendRef of an object in a namespace to a Service, in clear text. */
export const serviceRef = ({ service, namespace, port }: ServiceOf, from: string): ServiceRef =>
  defined({ name: service, namespace: namespace === from ? undefined : namespace, port });
