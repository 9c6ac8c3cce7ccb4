// Leads the interview of the built program as a person would, and takes what the screen shows.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Screen } from './screen.mjs';

const PROGRAM = fileURLToPath(new URL('../../../bin/eg-api-gateway.js', import.meta.url));
const TERMINAL = new URL('./as-terminal.mjs', import.meta.url).href;
const [COLUMNS, ROWS] = [80, 24];
/** More questions than any interview has: without an end, an answer is refused again and again. */
const MOST = 80;
/** Ends an interview that hangs; no answer waits for it. */
const LONGEST = 60_000;
/** So long nothing is drawn before a prompt is complete; it draws itself in several writes, one right after the other. */
const QUIET_MS = 100;

/** The question that waits for an answer: the last line that begins with the question mark of the prompts. */
const openQuestion = (lines) => lines.filter((line) => line.startsWith('? ')).at(-1);

/** A prompt is drawn again for every key: it is the same one while its question and the number of answered ones stay. */
const identityOf = (lines) =>
  `${lines.filter((line) => line.startsWith('✔ ')).length} ${openQuestion(lines)?.slice(2).split('?')[0]}`;

/** The keys for a question: those of the first rule that fits, else Enter, which takes the default. */
const keysFor = (question, rules) => `${rules.find(([pattern]) => pattern.test(question))?.[1] ?? ''}\r`;

/**
 * Runs the program and answers its questions by `rules` ([pattern, text to type]). Gives the screen, and a snapshot of its
 * lines at each question: { question, lines }.
 */
export const interview = async (rules, args = []) => {
  const cwd = mkdtempSync(join(tmpdir(), 'picture-'));
  const screen = new Screen(COLUMNS, ROWS);
  const seen = [];
  const child = spawn(process.execPath, ['--import', TERMINAL, PROGRAM, ...args], {
    cwd,
    env: {
      PATH: process.env.PATH,
      HOME: cwd,
      TERM: 'xterm-256color',
      PICTURE_COLUMNS: String(COLUMNS),
      PICTURE_ROWS: String(ROWS),
    },
    stdio: 'pipe',
    timeout: LONGEST,
  });
  let answered;
  let timer;
  const answer = () => {
    const lines = screen.text.split('\n');
    const question = openQuestion(lines);
    if (question === undefined || answered === identityOf(lines) || seen.length > MOST) return;
    answered = identityOf(lines);
    seen.push({ question, lines: screen.lines });
    // Each key alone, as a person types: the program takes keys that arrive together for pasted text.
    for (const key of keysFor(question, rules)) setImmediate(() => child.stdin.write(key));
  };
  const take = (part) => {
    screen.write(part);
    clearTimeout(timer);
    timer = setTimeout(answer, QUIET_MS);
  };
  child.stdout.setEncoding('utf8').on('data', take);
  child.stderr.setEncoding('utf8').on('data', take);
  const code = await new Promise((done) => child.on('close', (status, signal) => done(signal ?? status)));
  clearTimeout(timer);
  rmSync(cwd, { recursive: true });
  if (code !== 0) throw new Error(`The interview ended with ${code}. Its screen:\n${screen.text}`);
  return { screen, seen, columns: COLUMNS, rows: ROWS };
};
