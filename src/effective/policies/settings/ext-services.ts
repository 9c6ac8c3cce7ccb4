// Services that a policy calls: authorizers, key sets, external processors (translateExtServiceBackendRefs in ext_service.go).
import { isDynamicResolver } from '../../backends/backend-objects.ts';
import { type ResolvedBackend, resolveBackend } from '../../backends/backend-refs.ts';
import type { Fault } from '../../conditions/fault.ts';
import { entries, type Fields, fields, type Loose, refOf } from '../../objects/loose-objects.ts';
import type { PolicyReport } from './policy-report.ts';

interface Reference {
  readonly given: Fields;
  readonly field: string;
}

/** The references at a field: `backendRefs`, or the deprecated `backendRef` where there are none. */
const referencesAt = (at: string, { backendRefs, backendRef }: Fields): readonly Reference[] => {
  const several = entries(backendRefs).map((given, i) => ({ given, field: `${at}.backendRefs[${i}]` }));
  if (several.length > 0 || backendRef === undefined) return several;
  return [{ given: fields(backendRef), field: `${at}.backendRef` }];
};

/** Sockets are allowed here, unlike in routes. */
const isSocket = ({ code, values }: Fault): boolean =>
  code === 'UnsupportedAddressType' && fields(values).case === 'socket';

/** Whether requests to a backend go to host names; undefined: it is not known. */
const hasNames = ({ object, kind }: ResolvedBackend): boolean | undefined => {
  if (kind !== 'Backend') return false;
  return object ? entries(fields((object as Loose).spec).endpoints).some((e) => e.fqdn !== undefined) : undefined;
};

/** Reports what Envoy Gateway refuses of the backends at a field. */
export const checkService = (report: PolicyReport, at: string, service: Fields): void => {
  const names = new Set<boolean>();
  for (const { given, field } of referencesAt(at, service)) {
    const weight = typeof given.weight === 'number' ? given.weight : 1;
    const backend = resolveBackend(report.snapshot, report.policy, refOf(given), field, weight);
    const { fault, object } = backend;
    if (fault && !isSocket(fault)) report.fault(fault);
    if (object && backend.kind === 'Backend' && isDynamicResolver(object))
      report.refuse(field, { case: 'dynamicResolver', of: { name: object.metadata.name } });
    const kind = hasNames(backend);
    if (kind !== undefined && weight > 0 && !fault) names.add(kind);
  }
  if (names.size > 1) report.refuse(`${at}.backendRefs`, { case: 'mixedAddresses' });
};
