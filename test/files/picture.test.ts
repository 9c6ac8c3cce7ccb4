// Slow: it generates every example and case, and runs Mermaid if EG_MERMAID names a folder that has it.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { flowchart, label } from '../../src/files/picture/mermaid.ts';
import { pictureOf } from '../../src/files/picture/picture.ts';
import { unitsPicture } from '../../src/files/picture/units-picture.ts';
import type { Intent } from '../../src/model/intent.ts';
import { cases, examples } from '../golden/goldens.mjs';
import { ANSWERS, intentOf, manyServices } from './fixture.ts';
import { HOSTILE } from './hostile.ts';

/** A folder in which `npm install mermaid@11 jsdom@26` was run. */
const FOLDER = process.env.EG_MERMAID;
let parse: (text: string) => Promise<unknown> = async () => undefined;
beforeAll(async () => {
  if (FOLDER === undefined) return;
  const from = createRequire(join(FOLDER, 'package.json'));
  const { JSDOM } = from('jsdom');
  const { window } = new JSDOM('<!doctype html><body></body>');
  Object.assign(globalThis, { window, document: window.document });
  const mermaid = (await import(pathToFileURL(join(FOLDER, 'node_modules/mermaid/dist/mermaid.core.mjs')).href))
    .default;
  mermaid.initialize({ startOnLoad: false });
  parse = mermaid.parse;
});

const LABEL = String.raw`"(?:<br\/>|#\d+;|[\p{L}\p{N} .:\/,()%?=+-])*"`;
const NODE = new RegExp(
  String.raw`^  ([a-z]+\d+)(?:\[${LABEL}\]|\(\[${LABEL}\]\)|\{\{${LABEL}\}\}|\(${LABEL}\))$`,
  'u',
);
const LINK = new RegExp(String.raw`^  ([a-z]+\d+) (?:-->|-\.->)(?:\|${LABEL}\|)? ([a-z]+\d+)$`, 'u');
const CLASS = /^ {2}class ([a-z\d,]+) public$/;

/** The nodes of a picture, in our part of Mermaid's language; throws at a line that is not. */
const read = (text: string): { ids: string[]; links: number } => {
  const [first, ...lines] = text.split('\n');
  expect(first).toBe('flowchart LR');
  const ids: string[] = [];
  let links = 0;
  for (const line of lines) {
    const node = NODE.exec(line);
    const link = LINK.exec(line);
    const marked = CLASS.exec(line);
    if (node) ids.push(node[1]!);
    else if (link) links++;
    else if (line !== '  classDef public stroke:#d00,stroke-width:3px') expect(marked, line).not.toBeNull();
    for (const id of [...(link?.slice(1) ?? []), ...(marked ? marked[1]!.split(',') : [])])
      expect(ids, line).toContain(id);
  }
  expect(new Set(ids).size).toBe(ids.length);
  // What Mermaid draws at most by default.
  expect(text.length).toBeLessThan(50_000);
  expect(links).toBeLessThan(500);
  return { ids, links };
};

const pictures = (intent: Intent): string[] =>
  [pictureOf(intent).text, intent.teams ? unitsPicture(intent) : ''].filter((t) => t !== '');

describe('the picture of every example and case is a flowchart', () => {
  test.each([...examples, ...cases])('$name', async ({ answers }) => {
    for (const text of pictures(intentOf(readFileSync(answers, 'utf8')))) {
      read(text);
      await parse(text);
    }
  });
});

test('no text of the answers becomes a part of the picture', async () => {
  const more = [
    'end',
    'subgraph x',
    '%%{init: {}}%%',
    'style a:#b;c;',
    'classDef x:y#z;',
    '#quot;',
    '"]',
    'a"|b',
    '---',
    '1. a',
    'www.x.y',
  ];
  const chart = flowchart();
  for (const [i, text] of [...HOSTILE, ...more].entries()) {
    const id = chart.node('service', `${i}`, 'box', [text, text]);
    const to = chart.node('backend', text, 'server', [text]);
    chart.link(id, to, text);
    expect(label([text]), JSON.stringify(text)).toMatch(new RegExp(`^${LABEL}$`, 'u'));
  }
  read(chart.text());
  await parse(chart.text());
});

test('labels keep what people read, and cut what is too long', () => {
  expect(label(['users', '/v1/users', '', 'user-service:8080'])).toBe('"users<br/>/v1/users<br/>user-service:8080"');
  expect(label(['*.example.com'])).toBe('"#42;.example.com"');
  expect(label(['https://a.example.com'])).toBe('"https#58;//a.example.com"');
  expect(label(['x'.repeat(80)])).toBe(`"${'x'.repeat(53)}..."`);
});

test('it shows listeners, methods, limits, canaries and public paths', () => {
  const { text, marked } = pictureOf(intentOf(ANSWERS));
  for (const part of [
    'redirects to https',
    'customers<br/>token (JWT)',
    '90 %',
    '10 %',
    '/v1/users/health',
    '5/minute per API client (global)',
  ])
    expect(text).toContain(part);
  expect(marked).toBe(true);
  // The border marks the public service, and nothing that authenticates.
  const [, id] = /(service\d+)\["status</.exec(text)!;
  expect(text).toContain(`  class ${id} public`);
});

test('a service that only some networks can call is not marked as public', () => {
  const some = ANSWERS.replace('auth: none }', 'auth: none, allow: { cidrs: [10.0.0.0/8] } }');
  expect(pictureOf(intentOf(some)).marked).toBe(false);
});

test('many services are grouped, so that the picture stays small', async () => {
  const { text, grouped } = pictureOf(intentOf(manyServices(500)));
  const { ids } = read(text);
  expect(grouped).toBe(true);
  expect(ids.length).toBeLessThan(20);
  expect(text).toContain('500 services<br/>s0, s1, s2, s3, and 496 more');
  await parse(text);
});
