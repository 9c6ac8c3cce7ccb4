// Interviews in which hostile texts are typed: each is refused where it is typed, or its answers are right in the end.
// EG_FUZZ=1 holds many more interviews and says how many texts were typed.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyFlags, flagsOf as everyFlag } from '../../src/answers/flags.ts';
import { validateAnswers } from '../../src/answers/read.ts';
import { hiddenIn } from '../../src/diagnostics/visible.ts';
import { Draft } from '../../src/interview/draft.ts';
import { interview } from '../../src/interview/engine.ts';
import { Cancelled, choicesIn, type Prompter } from '../../src/interview/prompter.ts';
import { lineName, reviewLines } from '../../src/interview/review.ts';
import { answersOf } from '../../src/interview/team-owners.ts';
import { TOPICS } from '../../src/interview/topics.ts';
import { visiblePrompter } from '../../src/interview/visible-prompter.ts';
import { commandLineOf } from '../answers/command-line.ts';
import { STRINGS } from '../answers/fuzz/strings.ts';
import { validateInput } from '../answers/fuzz/validate.ts';
import { rounds, SEED } from '../deep.ts';
import { scripted } from './scripted.ts';

const MORE = Number(process.env.EG_FUZZ ?? 0);

/** What a person types who means well; the first that fits the question is given. */
const PLAIN = [
  'api.example.com', '/v1/users=user-service:8080', '/v1/orders=order-service:8080', 'https://auth.example.com/', 'users',
  'acme', 'authz:9001', 'http://authz:8080/check', '100/minute', 'redis.redis.svc:6379', '10', '250ms', '10.0.0.0/8', 'next:8080', 'https://next.example.com', 'https://next.run.app', 'ops@example.com', 'https://git.example.com/acme/gateway.git',
]; // biome-ignore format: a table
const MOST_QUESTIONS = 120;

/** A person who types hostile texts first, and after that what fits. */
const attacker = (random: () => number) => {
  const shown: string[] = [];
  const stuck: string[] = [];
  let [asked, typed, taken] = [0, 0, 0];
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const count = (): void => {
    if (++asked > MOST_QUESTIONS) throw new Error('the interview has no end');
  };
  const inner: Prompter = {
    back: 'BACK',
    redraw: () => undefined,
    heading: (title) => void shown.push(title),
    say: (text) => void shown.push(text.replaceAll('\n', '')),
    close: () => undefined,
    async text({ message, hint, preset, check }) {
      count();
      shown.push(message, hint ?? '');
      for (let i = 0; i < 12; i++) {
        const text = pick(STRINGS);
        typed++;
        const problem = check(text);
        if (problem !== undefined) shown.push(problem);
        else if (!(text.trim() === '' && random() < 0.5)) {
          taken++;
          return text;
        }
      }
      const rest = [...(preset === undefined ? [] : [preset]), ...PLAIN, ''];
      const fitting = rest.find((t) => check(t) === undefined);
      // A server outside takes a canary of the same host only, and the person goes away.
      if (fitting === undefined) {
        if (!/new version/.test(message)) stuck.push(message);
        throw new Cancelled();
      }
      return fitting;
    },
    async lines({ message, hint, check }) {
      count();
      shown.push(message, hint ?? '');
      const accepted: string[] = [];
      for (const text of [...Array.from({ length: 6 }, () => pick(STRINGS)), ...PLAIN]) {
        // An answer is one text, in which lines are separated.
        if (text.includes('\n') || text.trim() === '') continue;
        typed++;
        const problem = check(text, accepted);
        if (problem !== undefined) shown.push(problem);
        else if (accepted.length < 3) accepted.push(text);
      }
      taken += accepted.length;
      return accepted.join('\n');
    },
    async select({ message, hint, choices: list }) {
      count();
      const choices = choicesIn(list);
      shown.push(message, hint ?? '', ...choices.flatMap((c) => [c.name, c.hint ?? '']));
      return pick(choices).value;
    },
    async confirm({ message, hint }) {
      count();
      shown.push(message, hint ?? '');
      return random() < 0.7;
    },
  };
  return { prompter: visiblePrompter(inner), shown, stuck, figures: () => ({ typed, taken }) };
};

/** Random numbers that begin anew with each seed (mulberry32). */
const numbers = (seed: number) => {
  let a = seed;
  return (): number => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
};

const problemsOf = async (input: Record<string, unknown>): Promise<string[]> => {
  const { accepted, faults } = await validateInput(input, undefined, '/nowhere');
  if (accepted) return [...faults];
  const validated = validateAnswers(input, 'interview');
  const said = 'problems' in validated ? validated.problems.map((p) => `${p.code} at ${p.key}`) : [];
  return [`refused in the end: ${said.join(', ')}`, ...faults];
};

test('whatever is typed, the interview ends with answers that are right', async () => {
  const faults = new Map<string, number>();
  let [typed, taken, held] = [0, 0, 0];
  await fc.assert(
    fc.asyncProperty(fc.noBias(fc.nat()), async (seed) => {
      const person = attacker(numbers(seed));
      const { outcome, draft } = await interview(TOPICS, { begin: () => new Draft({ version: 1 }) }, person.prompter);
      for (const q of person.stuck) faults.set(`nothing fits: ${q}`, seed);
      if (outcome === 'cancelled') return;
      const raw = person.shown.filter((t) => hiddenIn(t) !== undefined);
      const input = answersOf(draft);
      const { input: again, problems } = applyFlags(undefined, flagsOf(commandLineOf(input)));
      const found = [
        ...raw.map((t) => `shown raw: ${JSON.stringify(t)}`),
        ...(await problemsOf(input)),
        ...problems.map((p) => `the command is refused: ${p.code} ${p.what}`),
        ...(problems.length === 0 && JSON.stringify(sorted(again)) !== JSON.stringify(sorted(input))
          ? ['the command says something else']
          : []),
      ];
      for (const line of reviewLines(draft, () => 'file')) lineName(line);
      for (const f of found) if (faults.size < 20 && !faults.has(f)) faults.set(f, seed);
      const figures = person.figures();
      typed += figures.typed;
      taken += figures.taken;
      held++;
    }),
    { numRuns: MORE ? 1_200 * MORE : rounds(15, 600), seed: SEED },
  );
  if (MORE) process.stderr.write(`interviews: ${held}, ${typed} hostile texts typed, ${taken} taken\n`);
  expect(Object.fromEntries(faults)).toEqual({});
});

/** The words of a command line as commander hands them on. */
const flagsOf = (words: readonly string[]) => {
  const [service, authMethod, set]: string[][] = [[], [], []];
  const values: Record<string, string> = {};
  for (let i = 0; i < words.length; i += 1) {
    const [flag, joined] = /^(--[a-z-]+)=([\s\S]*)$/.exec(words[i]!)?.slice(1) ?? [words[i]!, undefined];
    const value = joined ?? words[++i]!;
    if (flag === '--service') service!.push(value);
    else if (flag === '--auth-method') authMethod!.push(value);
    else if (flag === '--set') set!.push(value);
    else values[keyOf(flag!)] = value;
  }
  return { values, service: service!, authMethod: authMethod!, set: set! };
};
const keyOf = (flag: string): string => everyFlag().find((f) => f.flag === flag)!.key;

/** Keys in order, so that equal answers are equal texts. */
const sorted = (v: unknown): unknown =>
  Array.isArray(v)
    ? v.map(sorted)
    : typeof v === 'object' && v !== null
      ? Object.fromEntries(
          Object.entries(v)
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([k, x]) => [k, sorted(x)]),
        )
      : v;

test('words of earlier answers are shown visibly', async () => {
  const { prompter, asked, said, presets } = scripted(['TAKE', 'a']);
  const visible = visiblePrompter(prompter);
  visible.say('a\u001b[2Jb\nc');
  const bad = 'a\u001b[31m\nerror: forged';
  // What is suggested is given as it is; a prompter shows it in its own way.
  expect(await visible.text({ message: bad, preset: bad, check: () => undefined })).toBe(bad);
  await visible.select({ message: 'b', choices: [{ value: 'a', name: bad }] });
  expect(asked[0]).toBe('a\\u001b[31m\\nerror: forged');
  expect(said).toEqual(['a\\u001b[2Jb\nc']);
  expect(presets.get(asked[0]!)).toBe(bad);
});
