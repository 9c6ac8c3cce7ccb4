import type { Intent } from '../model/intent.ts';
import { PART_OF, TEAM_LABEL } from '../model/intent.ts';
import type { Stage } from '../stages.ts';
import type { KubernetesObject, Note, NoteKind, Resource, Step } from './resource.ts';

export const GATEWAY_API = 'gateway.networking.k8s.io/v1';
export const ENVOY_GATEWAY = 'gateway.envoyproxy.io/v1alpha1';
export const GATEWAY_GROUP = 'gateway.networking.k8s.io';
export const ENVOY_GROUP = 'gateway.envoyproxy.io';

/** Labels of every object: the tool that generated it, and its Gateway. */
export const labels = (intent: Intent, more: Record<string, string> = {}): Record<string, string> => ({
  'app.kubernetes.io/managed-by': 'eg-api-gateway',
  [PART_OF]: intent.gateway.name,
  ...(intent.team === undefined ? {} : { [TEAM_LABEL]: intent.team.name }),
  ...more,
});

/** Name, namespace and labels of an object in the namespace of the model. */
export const meta = (
  intent: Intent,
  name: string,
  more: Record<string, string> = {},
): { name: string; namespace: string; labels: Record<string, string> } => ({
  name,
  namespace: intent.namespace,
  labels: labels(intent, more),
});

/** A comment above the field at `path`; without a path: above the object. */
export const note = (kind: NoteKind, text: string, ...path: Step[]): Note => ({ kind, text, path });

/** An object with its place in the output. `owner` names its file if the stage is a folder. */
export const resource = (
  stage: Stage,
  owner: string,
  object: KubernetesObject,
  notes: readonly Note[] = [],
): Resource => ({
  stage,
  owner,
  object,
  notes,
});

/** A list that the API expects to be absent rather than empty. */
export const some = <T>(list: readonly T[]): T[] | undefined => (list.length > 0 ? [...list] : undefined);

/** The fields of T, where those that may be missing may also be `undefined`. */
type WithGaps<T> = T extends object ? { [K in keyof T]: undefined extends T[K] ? T[K] | undefined : T[K] } : never;

/**
 * An object without the fields that have no value: Kubernetes distinguishes absent from null. T comes from where the object
 * goes, or is written out, never from the argument, so that a field which T does not have does not compile.
 */
export const defined = <T extends object = never>(o: NoInfer<WithGaps<T>>): T =>
  Object.fromEntries(Object.entries(o).filter(([, v]) => v !== undefined)) as T;
