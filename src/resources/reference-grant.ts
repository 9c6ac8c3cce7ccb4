import type { ReferenceGrant } from '../crds/types/index.ts';
import type { Intent } from '../model/intent.ts';
import { ENVOY_GROUP, GATEWAY_API, labels, note, resource } from '../objects/make.ts';
import type { Resource } from '../objects/resource.ts';

/** Permission, in the namespace that is referred to, for exactly the objects that are used. */
export const referenceGrants = (intent: Intent): Resource[] =>
  intent.grants.map(({ name, namespace, from, kind, names }) => {
    const group = kind === 'Backend' ? ENVOY_GROUP : '';
    const object: ReferenceGrant = {
      apiVersion: GATEWAY_API,
      kind: 'ReferenceGrant',
      metadata: { name, namespace, labels: labels(intent) },
      spec: {
        from: from.map((f) => ({ ...f })),
        // The API takes 16 targets; beyond it the grant is for all Services of the namespace.
        to: names.length <= 16 ? names.map((n) => ({ group, kind, name: n })) : [{ group, kind }],
      },
    };
    return resource('httpRoutes', 'referencegrants', object, [
      note(
        'why',
        kind === 'Service'
          ? `Lets ${from[0]?.kind} of namespace ${from[0]?.namespace} use Services of namespace ${namespace}.`
          : kind === 'Backend'
            ? `Lets policies of teams fetch keys from ${names[0]}; where that is, and whose certificate counts, is said here.`
            : `Lets policies of teams ask for what Secret ${names[0]} holds; the Secret stays here, where teams cannot write it.`,
      ),
    ]);
  });
