import type { Finding } from '../diagnostics/finding.ts';
import { plain } from '../diagnostics/shown.ts';
import type { KubernetesObject } from '../objects/resource.ts';
import { SUPPRESS } from '../resources/suppressed.ts';
import { fields, show } from './loose-objects.ts';

/** Of a line without spaces around it: an expression that takes those too is slow where there are many. */
const LINE = /^([A-Z][A-Za-z]+)\s+until\s+(\d{4}-\d{2}-\d{2})\s*:\s*(\S.*)$/s;
/** What the API server refuses stays refused, whoever accepts it. */
const NEVER = new Set(['SchemaRejected', 'RuleRejected', 'MetadataRejected', 'UnknownField']);

/** One accepted finding. `object` is `Kind namespace/name`, as findings name it. */
export interface Suppression {
  readonly code: string;
  readonly object: string;
  /** YYYY-MM-DD, the last day on which it holds. */
  readonly until: string;
  readonly reason: string;
}

/** The suppressions in annotations, and findings about those that cannot be read. */
export const annotated = (objects: readonly KubernetesObject[]): { list: Suppression[]; findings: Finding[] } => {
  const list: Suppression[] = [];
  const findings: Finding[] = [];
  for (const o of objects) {
    const text = fields((o.metadata as { annotations?: unknown }).annotations)[SUPPRESS];
    if (text === undefined) continue;
    for (const line of plain(text)
      .split('\n')
      .filter((l) => l.trim() !== '')) {
      const m = LINE.exec(line.trim());
      if (m && !Number.isNaN(Date.parse(m[2]!)))
        list.push({ code: m[1]!, object: show(o), until: m[2]!, reason: m[3]! });
      else
        findings.push({
          code: 'SuppressionInvalid',
          severity: 'warning',
          resource: show(o),
          field: `metadata.annotations[${SUPPRESS}]`,
          message: `${JSON.stringify(line.slice(0, 80))} is not CODE until YYYY-MM-DD: reason, so it suppresses nothing.`,
        });
    }
  }
  return { list, findings };
};

/**
 * Findings without the accepted ones, and with one for each suppression that is past its date or suppresses nothing.
 * `today`: YYYY-MM-DD.
 */
export const suppressed = (findings: readonly Finding[], list: readonly Suppression[], today: string): Finding[] => {
  const key = (code: string, object: string): string => `${code} ${object}`;
  const byKey = new Map(list.map((s) => [key(s.code, s.object), s]));
  const used = new Set<Suppression>();
  const left = findings.filter((f) => {
    const s = byKey.get(key(f.code, f.resource));
    if (!s || NEVER.has(f.code)) return true;
    used.add(s);
    return s.until < today;
  });
  const about = (s: Suppression, code: string, message: string): Finding => ({
    code,
    severity: 'warning',
    resource: s.object,
    field: `metadata.annotations[${SUPPRESS}]`,
    message,
  });
  return [
    ...left,
    ...list.flatMap((s) =>
      !used.has(s)
        ? [about(s, 'SuppressionUnused', `Nothing is found that "${s.code}" would suppress (${s.reason}). Remove it.`)]
        : s.until < today
          ? [
              about(
                s,
                'SuppressionExpired',
                `The suppression of ${s.code} ended on ${s.until} (${s.reason}). Mend it, or give a new date.`,
              ),
            ]
          : [],
    ),
  ];
};
