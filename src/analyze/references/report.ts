import type { Finding, Severity } from '../../diagnostics/finding.ts';
import { type Loose, show } from '../loose-objects.ts';

/**
 * The codes of references, permanent. Where a policy or route would get a condition in the cluster, the code is that
 * condition's reason.
 */
export type ReferenceCode =
  | 'BackendNotFound'
  | 'Conflicted'
  | 'DuplicateObject'
  | 'FilterNotFound'
  | 'InvalidCertificateRef'
  | 'InvalidKind'
  | 'InvalidParameters'
  | 'NoMatchingListenerHostname'
  | 'NoMatchingParent'
  | 'NoSectionName'
  | 'NotAllowedByListeners'
  | 'RefNotPermitted'
  | 'RouteRulesOverlap'
  | 'TargetNotFound'
  | 'UnknownProvider';

/** Takes what a check saw of an object. */
export type Report = (code: ReferenceCode, object: Loose, field: string, message: string, severity?: Severity) => void;

/** What stands at the end of a message about an object that may be elsewhere. */
export const elsewhere = (severity: Severity): string =>
  severity === 'error' ? '' : ' It is not among these files; where it is in the cluster, all is well.';

/** ` in namespace NAME`, where the namespace is known. */
export const inNamespace = (namespace: string | undefined): string =>
  namespace === undefined ? '' : ` in namespace ${namespace}`;

/** A report that collects findings. */
export const collector = (): { report: Report; findings: Finding[] } => {
  const findings: Finding[] = [];
  const report: Report = (code, object, field, message, severity = 'error') =>
    void findings.push({ code, severity, resource: show(object), field, message });
  return { report, findings };
};
