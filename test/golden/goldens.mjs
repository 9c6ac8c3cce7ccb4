// The committed output that the program is held to: whole folders (examples/) and the parts of one that a case is about (cases/).
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

const foldersIn = (dir) =>
  existsSync(dir)
    ? readdirSync(dir)
        .filter((name) => statSync(join(dir, name)).isDirectory())
        .map((name) => join(dir, name))
    : [];

const filesBelow = (dir, under = '') =>
  existsSync(dir)
    ? readdirSync(dir)
        .sort()
        .flatMap((name) =>
          statSync(join(dir, name)).isDirectory()
            ? filesBelow(join(dir, name), `${under}${name}/`)
            : [`${under}${name}`],
        )
    : [];

/** The last line of the comment that every generated YAML file begins with. */
const CHECKSUM = /^# eg-api-gateway:[0-9a-f]{16}\n/m;

/** The documents of a generated YAML file, each with its comments and `Kind/name`; without the comment above all of them. */
const documentsOf = (text) =>
  text
    .slice((CHECKSUM.exec(text)?.index ?? 0) + (CHECKSUM.exec(text)?.[0].length ?? 0))
    .split(/^---\n/m)
    .map((document) => ({
      document,
      id: `${/^kind: (.+)$/m.exec(document)?.[1]}/${/^metadata:\n(?: {2,}.*\n)*? {2}name: (.+)$/m.exec(document)?.[1]}`,
    }));

/** A section from its heading to the next of its level: `## Title` in Markdown, `# ---- title` in a script. */
const sectionOf = (text, title) => {
  const lines = text.split('\n');
  const level = (line) => /^(#{2,6}) (?!-)/.exec(line)?.[1].length ?? (line.startsWith('# ---- ') ? 2 : undefined);
  const start = lines.findIndex((l) => level(l) !== undefined && l.replace(/^#+ (?:---- )?/, '') === title);
  if (start < 0) return undefined;
  const end = lines.findIndex((l, i) => i > start && (level(l) ?? 9) <= level(lines[start]));
  return `${lines
    .slice(start, end < 0 ? undefined : end)
    .join('\n')
    .trimEnd()}\n`;
};

const wildcard = (pattern) => new RegExp(`^${pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`);

/**
 * The parts of `files` (path -> text) that `patterns` choose, by file. A pattern is a file (`README.md`), a section of one
 * (`README.md#Secrets`), or documents (`SecurityPolicy/orders-*`), the last with the folder of its unit before it
 * (`teams/payments/HTTPRoute/*`). One that chooses nothing is an error.
 */
export const partsOf = (files, patterns) => {
  const parts = new Map();
  const add = (path, text) => parts.set(path, parts.has(path) ? `${parts.get(path)}---\n${text}` : text);
  const [whole, some] = [patterns.filter((p) => files.has(p)), patterns.filter((p) => !files.has(p))];
  for (const path of whole) parts.set(path, files.get(path));
  const unused = new Set(some);
  const documents = some.filter((p) => !p.includes('#')).map((p) => ({ p, id: wildcard(p) }));
  for (const [path, text] of files) {
    const folder = path.slice(0, path.lastIndexOf('/') + 1);
    for (const p of some.filter((s) => s.startsWith(`${path}#`))) {
      const section = sectionOf(text, p.slice(path.length + 1));
      if (section === undefined) continue;
      unused.delete(p);
      add(path, section);
    }
    if (!path.endsWith('.yaml') || parts.has(path)) continue;
    for (const { document, id } of documentsOf(text)) {
      const chosen = documents.filter((d) => d.id.test(`${folder}${id}`));
      for (const { p } of chosen) unused.delete(p);
      if (chosen.length > 0) add(path, document);
    }
  }
  if (unused.size > 0) throw new Error(`chosen by "expect", but not in the output: ${[...unused].join(', ')}`);
  return parts;
};

const read = (dir) => new Map(filesBelow(dir).map((path) => [path, readFileSync(join(dir, path), 'utf8')]));

const golden = (dir, outputName, choose) => ({
  name: dir.slice(ROOT.length),
  dir,
  answers: join(dir, 'api-gateway.yaml'),
  output: join(dir, outputName),
  /** The committed output: path -> text. */
  committed: () => read(join(dir, outputName)),
  /** What of a generated folder (path -> text) is committed. */
  choose,
});

export const examples = foldersIn(join(ROOT, 'examples')).map((dir) => golden(dir, 'manifests', (files) => files));

export const cases = foldersIn(join(ROOT, 'test/golden/cases')).map((dir) => {
  const { about, expect } = parse(readFileSync(join(dir, 'case.yaml'), 'utf8'));
  return { ...golden(dir, 'expected', (files) => partsOf(files, expect)), about };
});

/** A folder as `choose` wants it. */
export const readFolder = read;
