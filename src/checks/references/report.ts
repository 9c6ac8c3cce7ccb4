import type { Finding, Severity } from '../finding.ts';
import { type Loose, show } from './objects.ts';

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
export type Report = (code: ReferenceCode, object: Loose, field: string, message: string) => void;

/** A report that collects findings. */
export const collector = (severity: Severity = 'error'): { report: Report; findings: Finding[] } => {
  const findings: Finding[] = [];
  const report: Report = (code, object, field, message) =>
    void findings.push({ code, severity, resource: show(object), field, message });
  return { report, findings };
};
