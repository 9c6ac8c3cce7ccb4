// What identifies a Kubernetes object, and annotations that no gateway reads.
import type { SourceNode } from '../source/source-node.ts';
import type { Ledger } from './ledger.ts';

/** Annotations that programs of deployment write for themselves. */
const OF_TOOLS =
  /^(?:kubectl\.kubernetes\.io|meta\.helm\.sh|helm\.sh|argocd\.|argo-cd|app\.kubernetes\.io|field\.cattle\.io|kustomize|config\.kubernetes|fluxcd|reloader\.|checksum|deployment\.kubernetes|description$|link\.argocd|janitor|gethomepage|forecastle|hajimari|stakater)/;

/** Whether a program of deployment wrote an annotation for itself. */
export const isOfTool = (annotation: string): boolean => OF_TOOLS.test(annotation);

/**
 * Says that the kind, names, labels and status of an object change nothing at a gateway. Annotations configure controllers: those that
 * are not read (`isRead`) and not of programs of deployment are reported as not imported.
 */
export const sayIdentity = (
  object: SourceNode,
  ledger: Ledger,
  isRead: (annotation: string) => boolean = () => false,
): void => {
  ledger.noEffect(...['apiVersion', 'kind', 'metadata', 'status'].map((key) => object.get(key)));
  for (const node of object.get('metadata', 'annotations').children)
    if (isOfTool(node.key)) ledger.noEffect(node);
    else if (!isRead(node.key)) ledger.say(node, 'NotImported', { name: node.key });
};
