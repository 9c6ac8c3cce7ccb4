import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { answersJsonSchema, teamJsonSchema } from '../../src/answers/json-schema.ts';
import { runCli } from '../cli/run-cli.ts';

const EXAMPLES = fileURLToPath(new URL('../../examples', import.meta.url));
const update = process.env.UPDATE_GOLDEN === '1';

const filesBelow = (dir: string): string[] =>
  readdirSync(dir)
    .flatMap((name) =>
      statSync(join(dir, name)).isDirectory() ? filesBelow(join(dir, name)).map((f) => `${name}/${f}`) : [name],
    )
    .sort();

const examples = readdirSync(EXAMPLES).filter((name) => statSync(join(EXAMPLES, name)).isDirectory());

test('there are at least six examples, each with answers and output', () => {
  expect(examples.length).toBeGreaterThanOrEqual(6);
  for (const name of examples)
    expect(
      readdirSync(join(EXAMPLES, name))
        .filter((f) => f !== 'teams')
        .sort(),
    ).toEqual(['api-gateway.yaml', 'manifests']);
});

test.each(examples)(
  '%s: the committed output is what the answers give, byte for byte, and no file is an orphan',
  async (name) => {
    const answers = join(EXAMPLES, name, 'api-gateway.yaml');
    const committed = join(EXAMPLES, name, 'manifests');
    if (update) await runCli(['generate', '--force', '-f', answers, '-o', committed]);
    const out = join(mkdtempSync(join(tmpdir(), 'golden-')), 'manifests');
    const { code } = await runCli(['generate', '-q', '-f', answers, '-o', out]);
    expect(code).toBe(0);
    expect(filesBelow(committed)).toEqual(filesBelow(out));
    for (const file of filesBelow(out))
      expect(readFileSync(join(committed, file), 'utf8'), file).toBe(readFileSync(join(out, file), 'utf8'));
  },
);

test.each([
  ['api-gateway.schema.json', answersJsonSchema],
  ['team.schema.json', teamJsonSchema],
])('the schema %s that the examples name is the one that the program gives', (file, schema) => {
  const text = `${JSON.stringify(schema(), null, 2)}\n`;
  if (update) writeFileSync(join(EXAMPLES, file), text);
  expect(readFileSync(join(EXAMPLES, file), 'utf8')).toBe(text);
});
