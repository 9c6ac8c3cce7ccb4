import type { PrivateServerIntent } from '../model/intent.ts';
import { defined, ENVOY_GROUP } from './make.ts';

interface ServerRef {
  group: string;
  kind: 'Backend';
  name: string;
  namespace?: string;
  port: number;
}

/** The Backend by which a policy reaches a server that it asks, and the BackendTLSPolicy that checks who that is. */
export const serverRef = ({ backend, namespace, port }: PrivateServerIntent): ServerRef =>
  defined({ group: ENVOY_GROUP, kind: 'Backend', name: backend, namespace, port });
