import type { Located } from '../../diagnostics/place.ts';
import { jsonText } from './json-text.ts';
import type { Result } from './result.ts';

/** The keys of a finding; they are never renamed or removed. */
export const plainFinding = ({ code, severity, risk, resource, field, message }: Located) => ({
  code,
  severity,
  risk,
  resource,
  field,
  message,
});

const findingOf = (f: Located, { comparison, isNew }: Result): object => {
  const { place, related, relatedPlace } = f;
  const baseline = comparison && { baseline: isNew(f) ? 'introduced' : 'unchanged' };
  const { excerpt: _, ...other } = { excerpt: '', ...relatedPlace };
  const more = related && { related: [{ resource: related, ...other }] };
  return { ...plainFinding(f), fix: f.words.fix, ...place, ...more, ...baseline };
};

/**
 * A result as JSON. Keys are added, but never renamed or removed: tools read them, and a baseline is such a file. `ok` is
 * false if and only if the exit code is 1.
 */
export const jsonOf = (result: Result): string => {
  const { counts, files, objects, fails, comparison, shown } = result;
  return jsonText({
    ok: !fails,
    summary: {
      files: files.length,
      objects,
      errors: counts.error,
      warnings: counts.warning,
      infos: counts.info,
      ...(comparison && { unchanged: comparison.unchanged, fixed: comparison.fixed.length }),
    },
    findings: shown.map((f) => findingOf(f, result)),
    ...(comparison && { fixed: comparison.fixed }),
  });
};
