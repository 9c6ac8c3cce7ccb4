// The committed output that the tests compare: whole folders (examples/), and the documents that a case is about (cases/).
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
  if (start < 0) return [];
  const end = lines.findIndex((l, i) => i > start && (level(l) ?? 9) <= level(lines[start]));
  return [
    `${lines
      .slice(start, end < 0 ? undefined : end)
      .join('\n')
      .trimEnd()}\n`,
  ];
};

/** The paragraphs (separated by empty lines) that contain a text. */
const paragraphsWith = (text, part) =>
  text
    .split(/\n{2,}/)
    .filter((p) => p.includes(part))
    .map((p) => `${p.trimEnd()}\n`);

const documentsWith = (path, text, pattern) => {
  if (!path.endsWith('.yaml')) return [];
  const id = new RegExp(`^${pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`);
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  return documentsOf(text)
    .filter((d) => id.test(`${folder}${d.id}`))
    .map((d) => d.document);
};

/** The parts of one file that one pattern selects. */
const chosenOf = (path, text, pattern) => {
  if (pattern === path) return [text];
  if (pattern.startsWith(`${path}#`)) return sectionOf(text, pattern.slice(path.length + 1));
  if (pattern.startsWith(`${path}~`)) return paragraphsWith(text, pattern.slice(path.length + 1));
  return documentsWith(path, text, pattern);
};

/**
 * The parts of `files` (path -> text) that `patterns` select, by file:
 *   README.md                  a file
 *   README.md#Roll back        a section of one
 *   validate.sh~check_grpc     paragraphs that contain a text
 *   SecurityPolicy/orders-*    documents, in any file; teams/payments/HTTPRoute/* of one unit
 *   !install.sh~cert-manager   requires that the output has no such part
 * A pattern that selects nothing is an error.
 */
export const partsOf = (files, patterns) => {
  const parts = new Map();
  for (const pattern of patterns) {
    const absent = pattern.startsWith('!');
    const found = [...files].flatMap(([path, text]) =>
      chosenOf(path, text, pattern.slice(absent ? 1 : 0)).map((part) => [path, part]),
    );
    if (absent !== (found.length === 0))
      throw new Error(`expect: ${pattern}: the output contains ${absent ? 'such a part' : 'no such part'}`);
    if (!absent) for (const [path, part] of found) parts.set(path, [...(parts.get(path) ?? []), part]);
  }
  return new Map([...parts].map(([path, list]) => [path, list.join(path.endsWith('.yaml') ? '---\n' : '\n')]));
};

const read = (dir) => new Map(filesBelow(dir).map((path) => [path, readFileSync(join(dir, path), 'utf8')]));

const golden = (dir, outputName, choose, overlay) => ({
  name: overlay === undefined ? dir.slice(ROOT.length) : `${dir.slice(ROOT.length)}/${overlay}`,
  dir,
  answers: join(dir, 'api-gateway.yaml'),
  /** The flags for its answers files. */
  files: [join(dir, 'api-gateway.yaml'), ...(overlay === undefined ? [] : [join(dir, `${overlay}.yaml`)])].flatMap(
    (file) => ['-f', file],
  ),
  output: join(dir, outputName),
  /** The committed output: path -> text. */
  committed: () => read(join(dir, outputName)),
  /** Selects the committed part of a generated folder (path -> text). */
  choose,
});

const whole = (files) => files;

/** The files next to the answers that change them, one for each environment, without `.yaml`. */
const overlaysIn = (dir) =>
  readdirSync(dir)
    .filter((name) => name.endsWith('.yaml') && name !== 'api-gateway.yaml')
    .map((name) => name.slice(0, -'.yaml'.length));

export const examples = foldersIn(join(ROOT, 'examples')).flatMap((dir) => {
  const overlays = overlaysIn(dir);
  if (overlays.length === 0) return [golden(dir, 'manifests', whole)];
  return overlays.map((overlay) => golden(dir, `manifests/${overlay}`, whole, overlay));
});

export const cases = foldersIn(join(ROOT, 'test/golden/cases')).map((dir) => {
  const { about, expect } = parse(readFileSync(join(dir, 'case.yaml'), 'utf8'));
  return { ...golden(dir, 'expected', (files) => partsOf(files, expect)), about };
});

/** A folder as path -> text. */
export const readFolder = read;
