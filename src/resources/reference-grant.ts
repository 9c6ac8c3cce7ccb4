import type { ReferenceGrant } from '../crds/types/index.ts';
import type { Intent } from '../intent/model.ts';
import { GATEWAY_API, labels, note, resource } from './make.ts';
import type { Resource } from './resource.ts';

/** Permission, in the namespace that is referred to, for exactly the Services that are used. */
export const referenceGrants = (intent: Intent): Resource[] =>
  intent.grants.map(({ name, namespace, from, services }) => {
    const object: ReferenceGrant = {
      apiVersion: GATEWAY_API,
      kind: 'ReferenceGrant',
      metadata: { name, namespace, labels: labels(intent) },
      spec: {
        from: from.map((f) => ({ ...f })),
        // The API takes 16 targets; beyond it the grant is for all Services of the namespace.
        to:
          services.length <= 16
            ? services.map((s) => ({ group: '', kind: 'Service', name: s }))
            : [{ group: '', kind: 'Service' }],
      },
    };
    return resource('40-httproutes', 'referencegrants', object, [
      note('why', `Lets ${from[0]?.kind} of namespace ${from[0]?.namespace} use Services of namespace ${namespace}.`),
    ]);
  });
