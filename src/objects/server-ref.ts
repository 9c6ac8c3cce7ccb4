import type { PrivateServerIntent } from '../model/intent.ts';
import { defined, ENVOY_GROUP } from './make.ts';

/** The Backend by which a policy reaches a server that it asks, and the BackendTLSPolicy that checks who that is. */
export const serverRef = ({ backend, namespace, port }: PrivateServerIntent) =>
  defined({ group: ENVOY_GROUP, kind: 'Backend' as const, name: backend, namespace, port });
