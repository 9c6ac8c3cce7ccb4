import { type Finding, finding } from '../diagnostics/finding.ts';
import { plain } from '../diagnostics/shown.ts';
import { fields, show } from '../effective/objects/loose-objects.ts';
import { SUPPRESS } from '../objects/annotations.ts';
import type { KubernetesObject } from '../objects/resource.ts';

/** For a trimmed line: an expression that also matches the spaces around it would be slow for many spaces. */
const LINE = /^([A-Z][A-Za-z]+)\s+until\s+(\d{4}-\d{2}-\d{2})\s*:\s*(\S.*)$/s;
/** Findings that cannot be suppressed, because the API server rejects the object. */
const NEVER = new Set<string>(['SchemaRejected', 'RuleRejected', 'MetadataRejected', 'UnknownField']);

/** One accepted finding. `object` is `Kind namespace/name`, as findings name it. */
export interface Suppression {
  readonly code: string;
  readonly object: string;
  /** YYYY-MM-DD, the last day of the suppression. */
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
      else findings.push(finding('SuppressionInvalid', show(o), `metadata.annotations[${SUPPRESS}]`, { line }));
    }
  }
  return { list, findings };
};

/**
 * Findings without the suppressed ones, plus one finding for each suppression that has expired or that suppresses nothing.
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
  const field = `metadata.annotations[${SUPPRESS}]`;
  return [
    ...left,
    ...list.flatMap((s) => {
      if (!used.has(s)) return [finding('SuppressionUnused', s.object, field, { case: 'finding', of: s })];
      return s.until < today ? [finding('SuppressionExpired', s.object, field, s)] : [];
    }),
  ];
};
