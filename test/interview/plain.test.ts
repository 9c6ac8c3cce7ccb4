import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { plainPrompter } from '../../src/interview/plain.ts';
import { Back, Cancelled } from '../../src/interview/prompter.ts';

const plain = (typed: string) => {
  const [input, output] = [new PassThrough(), new PassThrough()];
  let written = '';
  output.on('data', (c) => {
    written += c;
  });
  input.end(typed);
  return { prompter: plainPrompter(input, output), written: () => written };
};
const choices = [
  { value: 'a', name: 'the first', hint: 'why' },
  { value: 'b', name: 'the second' },
];
const check = (t: string) => (t === 'bad' ? 'It is bad.' : undefined);

test('a question is written once, a wrong answer is said and waited for again', async () => {
  const { prompter, written } = plain('bad\ngood\n');
  expect(await prompter.text({ message: 'What?', preset: 'x', hint: 'because', check })).toBe('good');
  expect(written()).toBe('What?\nDefault: x\n(because)\n> Not accepted: It is bad.\n> ');
});

test('Enter alone takes what is suggested', async () => {
  const { prompter } = plain('\n\n\n');
  expect(await prompter.text({ message: 'What?', preset: 'x', check })).toBe('x');
  expect(await prompter.select({ message: 'Which?', choices, preset: 'b' })).toBe('b');
  expect(await prompter.confirm({ message: 'Sure?', preset: false })).toBe(false);
});

test('a choice is a number, anything else is asked again', async () => {
  const { prompter, written } = plain('3\nx\n2\n');
  expect(await prompter.select({ message: 'Which?', choices })).toBe('b');
  expect(written()).toContain('  1. the first: why\n  2. the second\n');
});

test('a choice is also the beginning of its text, if no other has it', async () => {
  const { prompter, written } = plain('the\nThe S\n');
  expect(await prompter.select({ message: 'Which?', choices: [{ heading: 'All' }, ...choices] })).toBe('b');
  expect(written().match(/Not accepted/g)).toHaveLength(1);
});

test('several lines end with an empty one; earlier ones stay if nothing is entered', async () => {
  const { prompter, written } = plain('bad\none\ntwo\n\n\n');
  const check = (t: string) => (t === 'bad' ? 'It is bad.' : undefined);
  expect(await prompter.lines({ message: 'Which?', check })).toBe('one\ntwo');
  expect(written()).toContain('Not accepted: It is bad.');
  expect(await prompter.lines({ message: 'Which?', preset: 'a\nb', check })).toBe('a\nb');
});

test('yes and no in words', async () => {
  const { prompter } = plain('perhaps\nYes\nno\n');
  expect(await prompter.confirm({ message: 'Sure?', preset: false })).toBe(true);
  expect(await prompter.confirm({ message: 'Sure?', preset: true })).toBe(false);
});

test('< goes back, the end of input leaves', async () => {
  const { prompter } = plain('<\n');
  await expect(prompter.text({ message: 'What?', check })).rejects.toBeInstanceOf(Back);
  await expect(prompter.text({ message: 'What?', check })).rejects.toBeInstanceOf(Cancelled);
});

test('nothing but text is written: no colour, no cursor', async () => {
  const { prompter, written } = plain('1\ny\nz\n');
  prompter.heading('Title');
  await prompter.select({ message: 'Which?', choices });
  await prompter.confirm({ message: 'Sure?', preset: true });
  await prompter.text({ message: 'What?', check });
  expect(written()).not.toMatch(/[\x00-\x09\x0b-\x1f]/);
});
