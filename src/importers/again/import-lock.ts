// The lock file of imports: what the last import wrote, so that the next one knows what a person changed since.
import { hash } from 'node:crypto';
import * as z from 'zod';
import { secretProblems } from '../../answers/rules/secrets-rules.ts';
import { isTree } from '../../answers/yaml-layout.ts';

const LOCK_VERSION = 1;

const text = z.string().max(4096);
const source = z.strictObject({
  kind: text,
  /** Files, folders, or `-`, relative to the lock file. */
  paths: z.array(text),
  options: z.strictObject({ group: z.enum(['fewest', 'operation']), gateway: text.optional() }),
  /** Digests of all files that were read. */
  files: z.record(text, z.string().regex(/^sha256:[0-9a-f]{64}$/)),
  /** Objects of the source by service. */
  services: z.record(text, z.array(text)),
  /** What the import wrote. */
  answers: z.record(z.string(), z.unknown()),
  /** What the last report listed as lost or open. */
  reported: z.array(text),
});
/** One source of the answers file. */
export type LockedSource = z.infer<typeof source>;

const lock = z.strictObject({
  comment: text,
  version: z.literal(LOCK_VERSION),
  checksum: z.string().regex(/^[0-9a-f]{16}$/),
  sources: z.array(source),
});

const COMMENT =
  'Written by eg-api-gateway import. Commit it with the answers file. The next import compares with it what you and the source changed.';

/** Keys in one order, so that the same content is the same text. */
const sorted = (v: unknown): unknown =>
  Array.isArray(v)
    ? (v as unknown[]).map(sorted)
    : isTree(v)
      ? Object.fromEntries(
          Object.keys(v)
            .sort()
            .map((k) => [k, sorted(v[k])]),
        )
      : v;

const checksumOf = (sources: readonly LockedSource[]): string =>
  hash('sha256', JSON.stringify(sorted(sources)), 'hex').slice(0, 16);

/** The text of a lock file. */
export const lockText = (sources: readonly LockedSource[]): string => {
  const ordered = sources.map(({ kind, paths, options, files, services, answers, reported }) => ({
    kind,
    paths,
    options,
    files: sorted(files),
    services: sorted(services),
    answers,
    reported,
  }));
  return `${JSON.stringify({ comment: COMMENT, version: LOCK_VERSION, checksum: checksumOf(sources), sources: ordered }, null, 2)}\n`;
};

/** The sources of a lock file, or why it cannot be used: the end of a sentence about it. */
export const readLock = (content: string): { readonly sources: readonly LockedSource[] } | { readonly why: string } => {
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch {
    return { why: /^<{7} /m.test(content) ? 'it contains conflict marks of Git' : 'it is not JSON' };
  }
  const version = isTree(value) ? value.version : undefined;
  if (typeof version === 'number' && version > LOCK_VERSION)
    return { why: `a newer eg-api-gateway wrote it (version ${version}, this one reads ${LOCK_VERSION})` };
  const parsed = lock.safeParse(value);
  if (!parsed.success) return { why: 'its content is not that of a lock file' };
  const { sources, checksum } = parsed.data;
  if (checksum !== checksumOf(sources)) return { why: 'it was edited: its checksum does not match its content' };
  if (sources.some((s) => secretProblems(s.answers).length > 0)) return { why: 'it contains a credential' };
  return { sources };
};
