import type { KubernetesObject } from '../resources/resource.ts';
import type { Admission } from './admission/admit.ts';
import type { Finding } from './finding.ts';

/** What the API server would refuse, for each object; an object that cannot be judged is named, never passed as valid. */
export const admissionFindings = (objects: readonly KubernetesObject[], admission: Admission): Finding[] =>
  objects.flatMap((o): Finding[] => {
    const resource = `${o.kind} ${o.metadata.namespace === undefined ? '' : `${o.metadata.namespace}/`}${o.metadata.name}`;
    const verdict = admission.admit(o);
    if ('notChecked' in verdict)
      return [
        {
          code: 'NotChecked',
          severity: 'warning',
          resource,
          field: '',
          message: `Could not be checked: ${verdict.notChecked}.`,
        },
      ];
    return [
      ...verdict.unknown.map(
        (field): Finding => ({
          code: 'UnknownField',
          severity: 'error',
          resource,
          field,
          message: 'The API server knows no such field and refuses the object.',
        }),
      ),
      ...verdict.errors.map(
        (e): Finding => ({
          code: 'Rejected',
          severity: 'error',
          resource,
          field: e.field,
          message: `The API server refuses the object: ${e.message}.`,
        }),
      ),
    ];
  });
