import { kindOfId } from './prunable.ts';

/** A kind that prune.sh deleted until now: the manifests contain none of it any more, but the cluster may. */
export interface LeftBehind {
  /** `TCPRoute`, with the group behind a dot as kubectl expects it. */
  readonly kind: string;
  /** The command that lists its objects of this gateway. */
  readonly list: string;
}

const NAMESPACE = /^# The routes are in namespace (\S+)\.$/m;
const SELECTOR = /^SELECTOR=(.+)$/m;
const KINDS = /^KINDS='\n([^']*)'$/m;

/** The kinds in a script; scripts of version 0.1.0 and before have an allow-list for kubectl. */
const kindsOf = (text: string): readonly string[] => {
  const listed = KINDS.exec(text)?.[1];
  return listed === undefined
    ? [...text.matchAll(/--prune-allowlist=([^\s'"\\]+)/g)].map(([, id]) => kindOfId(id!))
    : listed.split('\n').filter((kind) => kind !== '');
};

/**
 * What an unedited prune.sh lists and the next one does not. prune.sh lists kinds that few gateways have only while the answers
 * have one, because kubectl fails for kinds that the cluster does not know.
 */
export const leftBehind = (former: string, next: string): LeftBehind[] => {
  const kept = new Set(kindsOf(next));
  const namespace = NAMESPACE.exec(next)?.[1];
  const selector = SELECTOR.exec(next)?.[1];
  if (namespace === undefined || selector === undefined) return [];
  return kindsOf(former)
    .filter((kind) => !kept.has(kind))
    .map((id) => {
      const [, kind, group] = /^([^.]+)\.(.+)$/.exec(id) ?? [undefined, id, ''];
      return { kind: kind!, list: `kubectl get ${kind!.toLowerCase()}.${group} -n ${namespace} -l ${selector}` };
    });
};
