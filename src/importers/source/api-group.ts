import type { SourceNode } from './source-node.ts';

/** The API group of a Kubernetes object; of one of the core, its version. */
export const apiGroupOf = (object: SourceNode): string => (object.get('apiVersion').text ?? '').split('/')[0]!;
