// Every key that an import of the cases leaves open has a question with a valid example, and `answer KEY=EXAMPLE` takes it.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { exampleAnswer } from '../../src/answers/example-answer.ts';
import { openKeys } from '../../src/answers/open-answers.ts';
import { readSource } from '../../src/importers/source/read-source.ts';
import { Draft } from '../../src/interview/draft.ts';
import { interviewOf } from '../../src/interview/open-topics.ts';
import { otherQuestion } from '../../src/interview/topics/other-questions.ts';
import { importDocuments } from './import-text.ts';

const CASES = fileURLToPath(new URL('./cases/', import.meta.url));
const general = (key: string): string => key.replace(/^(services|auth\.methods|streams|responses)\.[^.]+/, '$1.*');

test('every open key has a valid example, authentication has none', async () => {
  const without = new Set<string>();
  const wrong: string[] = [];
  const asked = new Set(['traffic.clientsBehind']);
  for (const kind of readdirSync(CASES))
    for (const file of readdirSync(join(CASES, kind))) {
      if (!/\.(ya?ml|json)$/.test(file) || /\.(answers|report)\./.test(file)) continue;
      const { documents } = readSource(file, readFileSync(join(CASES, kind, file), 'utf8'));
      const result = await importDocuments(kind, documents);
      const draft = new Draft(result.answers);
      for (const key of [...result.asked, ...openKeys(result.answers).map((o) => o.key)]) asked.add(general(key));
      for (const key of [...result.asked, 'traffic.clientsBehind']) {
        const example = exampleAnswer(key);
        if (example === undefined) without.add(general(key));
        const question = otherQuestion(key, draft);
        if (example !== undefined && question.kind === 'text' && question.validate?.(example) !== undefined)
          wrong.push(`${key}=${example}`);
      }
      const { topics, asks } = interviewOf(result.answers, { asked: result.asked });
      expect([file, topics.filter((t) => asks?.has(t.id)).length > 0 || result.asked.size === 0]).toEqual([file, true]);
    }
  expect(wrong).toEqual([]);
  expect([...without].sort()).toEqual(['responses.*.auth', 'services.*.auth']);
  expect(asked).toContain('services.*.cors.origins');
});

test.each([
  ['services.users.ca', 'users-ca', 'Which ConfigMap contains the CA of the server of the service users?'],
  ['traffic.clientsBehind', '{ trustedHops: 1 }', 'What is in front of the Gateway?'],
  ['streams.0.publicReason', 'devices authenticate to the broker', 'Why may every client connect to the stream db?'],
  [
    'services.users.cors.origins',
    'https://app.example.com',
    'Which web sites may call users with scripts in browsers?',
  ],
])('%s', (key, example, message) => {
  const draft = new Draft({ streams: [{ name: 'db' }], services: [{ name: 'users' }] });
  const question = otherQuestion(key, draft);
  expect([exampleAnswer(key), question.message]).toEqual([example, message]);
  if (question.kind !== 'text') throw new Error(question.kind);
  expect(question.validate?.(example)).toBeUndefined();
  expect(question.validate?.('')).toBeDefined();
});
