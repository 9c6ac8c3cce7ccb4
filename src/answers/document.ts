import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseAllDocuments, visit } from 'yaml';
import type { Problem, Refusal } from './problem.ts';

/** 20,000 services in full form are below it; what is larger is no answers file. */
const MOST_BYTES = 8 * 1024 * 1024;
const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

/** A document that was read, and where each of its values stands. */
export interface ReadDocument {
  readonly value: unknown;
  /** Line and column of the value at a path, or of its nearest parent; with `key`, of the key itself. */
  readonly locate: (path: readonly PropertyKey[], key?: boolean) => { line: number; column: number };
}

type Outcome = { readonly document: ReadDocument } | { readonly problems: Problem[] };

const decode = (bytes: Uint8Array | string): string | Refusal => {
  if (bytes.length > MOST_BYTES)
    return {
      code: 'FileTooLarge',
      what: `The file has ${Math.round(bytes.length / 1024 / 1024)} MB.`,
      why: `An answers file has at most ${MOST_BYTES / 1024 / 1024} MB.`,
      fix: 'Name the answers file with -f.',
    };
  let text: string;
  try {
    text = typeof bytes === 'string' ? bytes : new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return {
      code: 'NotText',
      what: 'The file is not UTF-8 text.',
      why: 'An answers file is YAML or JSON in UTF-8.',
      fix: 'Name the answers file with -f, or convert it to UTF-8.',
    };
  }
  if (/[\0-\x08\x0b\x0c\x0e-\x1f]/.test(text))
    return {
      code: 'NotText',
      what: 'The file has control characters.',
      why: 'It looks like a binary file, not like YAML.',
      fix: 'Name the answers file with -f.',
    };
  return text.replace(/^\ufeff/, '');
};

const YAML_WORDS: Record<string, { why: string; fix: string }> = {
  TAB_AS_INDENT: { why: 'YAML forbids tabs as indentation.', fix: 'Indent with spaces.' },
  DUPLICATE_KEY: { why: 'One of the two values would be lost.', fix: 'Keep one of them.' },
  MULTIPLE_DOCS: {
    why: 'Only one of them could count.',
    fix: 'Keep one document: remove the "---" and what follows it.',
  },
};

/** What the answers may not be made of, wherever it stands in the document. */
const judgeNodes = (root: Node | null, report: (offset: number, r: Refusal) => void): void => {
  if (!root) return;
  visit(root, {
    Alias: (_, node) =>
      report(node.range?.[0] ?? 0, {
        code: 'AliasInAnswers',
        what: `The file uses the YAML alias *${node.source}.`,
        why: 'Aliases hide what is answered, and can make a small file endlessly large.',
        fix: 'Write the value where it is meant.',
      }),
    Node: (_, node) => {
      if (!isAlias(node) && node.anchor)
        report(node.range?.[0] ?? 0, {
          code: 'AliasInAnswers',
          what: `The file uses the YAML anchor &${node.anchor}.`,
          why: 'Anchors are only for aliases, which are not allowed.',
          fix: 'Remove it.',
        });
      if (!isAlias(node) && node.tag && !/^tag:yaml\.org,2002:(map|seq|str|int|float|bool|null)$/.test(node.tag))
        report(node.range?.[0] ?? 0, {
          code: 'TagInAnswers',
          what: `The file uses the YAML tag ${node.tag}.`,
          why: 'Answers are plain data.',
          fix: 'Remove the tag.',
        });
    },
    Pair: (_, { key }) => {
      const offset = (key as Node)?.range?.[0] ?? 0;
      if (!isScalar(key) || typeof key.value !== 'string')
        report(offset, {
          code: 'KeyNotText',
          what: 'A key is not text.',
          why: 'Every key of the answers is a word.',
          fix: 'Put the key in quotes.',
        });
      else if (FORBIDDEN_KEYS.has(key.value))
        report(offset, {
          code: 'ForbiddenKey',
          what: `${key.value} is not a key.`,
          why: 'It has a meaning of its own in JavaScript.',
          fix: 'Choose another name.',
        });
    },
  });
};

const oneLine = (message: string): string =>
  message
    .split('\n')[0]!
    .replace(/ at line \d+, column \d+:?$/, '')
    .trim();

/** Reads one YAML (or JSON) document from bytes of any origin. Every problem is one message; nothing is ever expanded. */
export const readDocument = (bytes: Uint8Array | string, file: string): Outcome => {
  const text = decode(bytes);
  const at = (line: number, column: number, r: Refusal): Problem => ({ file, line, column, key: '', ...r });
  if (typeof text !== 'string') return { problems: [at(1, 1, text)] };
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, {
    lineCounter: lines,
    uniqueKeys: true,
    prettyErrors: false,
    logLevel: 'silent',
    merge: false,
  });
  const list = Array.isArray(documents) ? documents : [];
  const empty = {
    code: 'EmptyFile',
    what: 'The file holds no answers.',
    why: 'Nothing can be generated from nothing.',
    fix: 'Run `eg-api-gateway init`, or begin with version: 1.',
  };
  const first = list[0];
  if (
    !first ||
    first.contents === null ||
    (isScalar(first.contents) && first.contents.value === null && first.errors.length === 0)
  )
    return { problems: [at(1, 1, empty)] };
  const place = (offset: number): { line: number; column: number } => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const problems: Problem[] = [];
  const report = (offset: number, r: Refusal): void => {
    const { line, column } = place(offset);
    problems.push(at(line, column, r));
  };
  for (const e of first.errors) {
    const words = YAML_WORDS[e.code] ?? {
      why: 'The file cannot be read as YAML.',
      fix: 'Mend the line; in doubt put the value in quotes.',
    };
    report(e.pos[0], {
      code: e.code === 'DUPLICATE_KEY' ? 'DuplicateKey' : 'InvalidYaml',
      what: `${oneLine(e.message)}.`,
      ...words,
    });
  }
  if (list.length > 1)
    report(list[1]!.range[0], {
      code: 'SeveralDocuments',
      what: 'The file holds several YAML documents.',
      ...YAML_WORDS.MULTIPLE_DOCS!,
    });
  judgeNodes(first.contents, report);
  if (problems.length === 0 && !isMap(first.contents))
    report(0, {
      code: 'NotAnswers',
      what: 'The file is not a map of keys and values.',
      why: 'Answers are written as key: value.',
      fix: 'Begin with version: 1.',
    });
  if (problems.length > 0) return { problems: problems.slice(0, 100) };
  const locate = (path: readonly PropertyKey[], key = false): { line: number; column: number } => {
    let node: unknown = first.contents;
    let offset = 0;
    for (const [i, step] of path.entries()) {
      if (isMap(node)) {
        const pair = node.items.find((p) => isScalar(p.key) && p.key.value === step);
        if (!pair) break;
        node = pair.value;
        const wanted = key && i === path.length - 1 ? pair.key : (pair.value ?? pair.key);
        offset = (wanted as Node | null)?.range?.[0] ?? (pair.key as Node).range?.[0] ?? offset;
      } else if (isSeq(node) && typeof step === 'number') {
        node = node.items[step];
        offset = (node as Node | undefined)?.range?.[0] ?? offset;
      } else break;
    }
    return place(offset);
  };
  return { document: { value: first.toJS({ maxAliasCount: 0 }), locate } };
};
