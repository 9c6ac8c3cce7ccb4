import type { PrivateServerIntent } from '../model/intent.ts';
import { defined, ENVOY_GROUP } from './make.ts';

/** backendRef of a policy to the Backend of an authentication server; a BackendTLSPolicy verifies the server. */
export const serverRef = ({ backend, namespace, port }: PrivateServerIntent) =>
  defined({ group: ENVOY_GROUP, kind: 'Backend' as const, name: backend, namespace, port });
