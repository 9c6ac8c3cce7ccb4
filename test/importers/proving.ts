// An import as a person does it, in this process: import, answer what is open, generate, check. Nothing of the source's kind is known here.
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, parseDocument } from 'yaml';
import { runCli } from '../cli/run-cli.ts';

/** Answers to open questions, by the end of their id. The first pattern that matches counts. */
const ANSWERS: readonly (readonly [RegExp, string])[] = [
  [/^hostnames?$/, 'api.example.com'],
  [/^tls$/, 'selfSigned'],
  [/^tls\.secret$/, 'api-tls'],
  [/^tls\.issuer$/, 'letsencrypt'],
  [/\.issuer$/, 'https://auth.example.com/'],
  [/\.jwks$/, 'https://auth.example.com/.well-known/jwks.json'],
  [/\.audiences$/, 'api'],
  [/\.secret$/, 'credentials'],
  [/\.clientSecret$/, 'login-secret'],
  [/\.clientID$/, 'gateway'],
  [/\.clients$/, 'acme'],
  [/\.backend$/, 'backend:8080'],
  [/\.http$/, 'http://authorizer:8080/check'],
  [/\.ca$/, 'clients-ca'],
  [/^traffic\.clientsBehind$/, 'direct'],
  [/^cors\.origins$/, 'https://app.example.com'],
  [/publicReason$/, 'it was public before'],
  [/anyHostReason$/, 'it had no host name before'],
];
/** What a person writes in the file, if the questions cannot be asked before: by the code of the refusal, below its key. */
const BY_HAND: Readonly<Record<string, readonly [below: string, value: unknown]>> = {
  CertificateMissing: ['.selfSigned', true],
  RedisMissing: ['', { deploy: true }],
  FailureModeMissing: ['', 'open'],
};
const MOST_ROUNDS = 40;
const FILE = 'api-gateway.yaml';
/** What stands for a value that is filled in before manifests are applied; a person writes it in the answers file. */
const PLACEHOLDER = /\$\{[^}\n]*\}|\{\{[^\n]*?\}\}|\$\([\w.-]+\)/g;

export interface Proof {
  /** Leaves of the source by verdict. */
  readonly verdicts: Readonly<Record<string, number>>;
  readonly services: number;
  /** Lists of the answers beside the services that hold something: streams, redirects, responses. */
  readonly others: number;
  readonly answered: number;
  /** Keys that were written in the file, because no question asks for them. */
  readonly byHand: readonly string[];
  readonly warnings: number;
  /** The generated folder, if everything went well. */
  readonly folder?: string;
  /** The first thing that went wrong. */
  readonly wrong?: string;
  /** The import found nothing of its kind (exit code 2). */
  readonly isNothing?: true;
}

interface Asked {
  readonly id: string;
  readonly type: string;
  readonly required: boolean;
  readonly example?: string;
  readonly choices?: readonly { readonly value: string }[];
}

const answerTo = ({ id, type, example, choices = [] }: Asked): string => {
  const known = ANSWERS.find(([pattern]) => pattern.test(id))?.[1];
  const values = choices.map((c) => c.value);
  if (values.length === 0) return known ?? (type === 'confirm' ? 'yes' : (example ?? 'x'));
  // How clients authenticate: a method, never public.
  return known !== undefined && values.includes(known)
    ? known
    : (values.find((v) => v !== 'none' && v !== 'each') ?? values[0]!);
};

class Person {
  answered = 0;
  readonly byHand: string[] = [];

  constructor(private readonly cwd: string) {}

  private run(...args: string[]) {
    return runCli(args, { cwd: this.cwd });
  }

  /** Writes what a person decides without being asked. */
  decide(decided: Readonly<Record<string, unknown>>): void {
    const file = join(this.cwd, FILE);
    const document = parseDocument(readFileSync(file, 'utf8'));
    for (const [key, value] of Object.entries(decided)) {
      const [list, name, ...rest] = key.split('.');
      const items = document.get('services') as { items?: { get: (key: string) => unknown }[] } | undefined;
      const index = list === 'services' ? (items?.items ?? []).findIndex((s) => s.get('name') === name) : -1;
      document.setIn(index < 0 ? key.split('.') : ['services', index, ...rest], value);
      this.byHand.push(key);
    }
    if (this.byHand.length > 0) writeFileSync(file, String(document));
  }

  private edit(problems: readonly { readonly code: string; readonly key?: string }[]): boolean {
    const file = join(this.cwd, FILE);
    const text = readFileSync(file, 'utf8');
    const document = parseDocument(text.replace(PLACEHOLDER, 'filled-in'));
    if (PLACEHOLDER.test(text)) this.byHand.push('placeholders');
    PLACEHOLDER.lastIndex = 0;
    let isChanged = this.byHand.length > 0 && text !== String(document);
    for (const { code, key = '' } of problems) {
      const missing = code === 'MissingAnswer' ? ANSWERS.find(([pattern]) => pattern.test(key))?.[1] : undefined;
      const [below, value] = BY_HAND[code] ?? ['', /\.origins$/.test(key) ? ['https://app.example.com'] : missing];
      if (value === undefined) continue;
      const steps = `${key}${below}`.split(/[.[\]]+/).map((step) => (/^\d+$/.test(step) ? Number(step) : step));
      document.setIn(steps, document.createNode(value));
      this.byHand.push(key);
      isChanged = true;
    }
    if (isChanged) writeFileSync(file, String(document));
    return isChanged;
  }

  /** Answers all open questions; returns why it cannot. */
  async answer(): Promise<string | undefined> {
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const asked = await this.run('questions', '--json');
      const { open = [], ready, problems = [] } = JSON.parse(asked.stdout);
      if (asked.code !== 0) {
        if (round < 3 && this.edit(problems)) continue;
        return `questions: ${asked.stdout}${asked.stderr}`;
      }
      if (ready) return undefined;
      if (open.length === 0) return `not ready: ${problems.map((p: { message: string }) => p.message).join(' ')}`;
      const required = (open as Asked[]).filter((q) => q.required);
      // Services choose among the methods, so the first method comes first.
      const first = required.find((q) => q.id === 'auth');
      const now = first ? required.filter((q) => !q.id.endsWith('.auth')) : required;
      const values = now.map((q) => `${q.id}=${answerTo(q)}`);
      const args = values.length > 0 ? values : ['--defaults'];
      const done = await this.run('answer', ...args, '--json');
      if (done.code !== 0) return `answer ${args.join(' ')}: ${done.stdout}${done.stderr}`;
      this.answered += values.length > 0 ? values.length : open.length;
    }
    return 'the questions do not end';
  }
}

const sizeOf = (list: unknown): number => (Array.isArray(list) ? list.length : 0);

/** Imports sources and proves what became of them, up to the offline check. `decided`: keys that a person writes in the file first. */
export const prove = async (
  kind: string,
  sources: readonly string[],
  decided: Readonly<Record<string, unknown>> = {},
): Promise<Proof> => {
  const cwd = mkdtempSync(join(tmpdir(), 'import-proof-'));
  const imported = await runCli(['import', kind, ...sources, '--json'], { cwd });
  const verdicts: Record<string, number> = {};
  const none = { verdicts, services: 0, others: 0, answered: 0, byHand: [], warnings: 0 };
  if (imported.code === 2) return { ...none, isNothing: true, wrong: `${imported.stdout}${imported.stderr}` };
  if (imported.code > 1)
    return { ...none, wrong: `import: exit ${imported.code} ${imported.stdout}${imported.stderr}` };
  for (const e of JSON.parse(imported.stdout).entries) verdicts[e.verdict] = (verdicts[e.verdict] ?? 0) + e.leaves;
  const answers = parse(readFileSync(join(cwd, FILE), 'utf8'));
  const person = new Person(cwd);
  person.decide(decided);
  const proof = {
    verdicts,
    services: sizeOf(answers.services),
    others: sizeOf(answers.streams) + sizeOf(answers.redirects) + sizeOf(answers.responses),
    warnings: 0,
  };
  if (proof.services + proof.others === 0) return { ...none, ...proof };
  const cannot = await person.answer();
  const { answered, byHand } = person;
  const done = { ...proof, answered, byHand };
  if (cannot !== undefined) return { ...done, wrong: cannot };
  const generated = await runCli(['generate', '-q'], { cwd });
  if (generated.code !== 0) return { ...done, wrong: `generate: exit ${generated.code} ${generated.stderr}` };
  const checked = await runCli(['check', 'manifests', '--json'], { cwd });
  const { findings = [] } = JSON.parse(checked.stdout);
  const errors = findings.filter((f: { severity: string }) => f.severity === 'error');
  const warnings = findings.filter((f: { severity: string }) => f.severity === 'warning').length;
  return errors.length > 0
    ? {
        ...done,
        warnings,
        wrong: `check: ${errors.map((f: Record<string, string>) => `${f.code} ${f.resource} ${f.message}`).join('; ')}`,
      }
    : { ...done, warnings, folder: join(cwd, 'manifests') };
};
