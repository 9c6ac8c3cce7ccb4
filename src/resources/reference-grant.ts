import type { ReferenceGrant } from '../crds/types/index.ts';
import type { Intent } from '../model/intent.ts';
import { ENVOY_GROUP, GATEWAY_API, labels, note, resource } from '../objects/make.ts';
import type { Resource } from '../objects/resource.ts';
import { GRANTS } from './notes/routes-notes.ts';

/** Permission in the target namespace, for exactly the objects that are used. */
export const referenceGrants = (intent: Intent): Resource[] =>
  intent.grants.map(({ name, namespace, from, kind, names }) => {
    const group = kind === 'Backend' ? ENVOY_GROUP : '';
    const object: ReferenceGrant = {
      apiVersion: GATEWAY_API,
      kind: 'ReferenceGrant',
      metadata: { name, namespace, labels: labels(intent) },
      spec: {
        from: from.map((f) => ({ ...f })),
        // The API allows 16 targets; with more, the grant is for all Services of the namespace.
        to: names.length <= 16 ? names.map((n) => ({ group, kind, name: n })) : [{ group, kind }],
      },
    };
    return resource('httpRoutes', 'referencegrants', object, [
      note(
        'why',
        kind === 'Service'
          ? GRANTS.services(from[0]!.kind, from[0]!.namespace, namespace)
          : kind === 'Backend'
            ? GRANTS.keyServer(names[0]!)
            : GRANTS.secret(names[0]!),
      ),
    ]);
  });
