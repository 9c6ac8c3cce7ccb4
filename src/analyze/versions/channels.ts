import { EXPERIMENTAL } from '../../crds/experimental-fields.ts';
import { fields, GATEWAY_API, type Loose, text } from '../../effective/objects/loose-objects.ts';
import type { Snapshot } from '../../effective/snapshot.ts';
import type { Check } from '../check.ts';
import { valuesAt } from './field-values.ts';

const CHANNEL = 'gateway.networking.k8s.io/channel';

/** Whether the files contain the CRDs of the experimental channel. */
const hasExperimental = (snapshot: Snapshot): boolean =>
  snapshot
    .of('CustomResourceDefinition')
    .some(
      (o) => text(fields(o.spec).group) === GATEWAY_API && fields(o.metadata.annotations)[CHANNEL] === 'experimental',
    );

/** The first place of something, and the number of objects that have it. */
interface Use {
  readonly object: Loose;
  readonly field: string;
  count: number;
}

/** The version of a kind in the standard channel; undefined: it has none. */
const standardOf = (apiVersion: string, kind: string): string | undefined => {
  const group = apiVersion.slice(0, apiVersion.indexOf('/'));
  const id = `${group}/v1/${kind}`;
  return group === GATEWAY_API && !EXPERIMENTAL[id]?.includes('') ? `${group}/v1` : undefined;
};

/** The field of an object at a path, if it has one; `path=value`: with that value. */
const fieldAt = (object: Loose, path: string): string | undefined => {
  if (path === '') return 'apiVersion';
  const [at = '', wanted] = path.split('=');
  return valuesAt(object, at).find(({ value }) => wanted === undefined || value === wanted)?.field;
};

const above = (field: string): string => field.slice(0, field.lastIndexOf('.'));

/** Fields, values and versions that only the experimental channel of Gateway API has; each is reported once. */
export const channels: Check = (snapshot, report) => {
  if (snapshot.complete || hasExperimental(snapshot)) return;
  const uses = new Map<string, Use>();
  let last: { object: Loose; field: string } | undefined;
  for (const object of snapshot.objects) {
    const id = `${object.apiVersion}/${object.kind}`;
    if (!Object.hasOwn(EXPERIMENTAL, id)) continue;
    for (const path of EXPERIMENTAL[id]!) {
      const field = fieldAt(object, path);
      // The value of a union comes with its field: `type: ExternalAuth` with externalAuth.
      if (field === undefined || (path.includes('=') && last?.object === object && above(last.field) === above(field)))
        continue;
      const key = `${path === '' ? id : object.kind} ${path}`;
      const known = uses.get(key);
      last = { object, field };
      if (known) known.count++;
      else uses.set(key, { object, field, count: 0 });
    }
  }
  for (const { object, field, count } of uses.values()) {
    const { apiVersion, kind } = object;
    const id = `${apiVersion} ${kind}`;
    if (field !== 'apiVersion') report('ExperimentalChannel', object, field, { case: 'field', of: { field, count } });
    else {
      const servedAs = standardOf(apiVersion, kind);
      const values = servedAs
        ? ({ case: 'version', of: { id, servedAs, count } } as const)
        : ({ case: 'kind', of: { id, count } } as const);
      report('ExperimentalChannel', object, field, values);
    }
  }
};
