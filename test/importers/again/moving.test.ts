// A random source is imported, a person edits the answers, the source changes, and it is imported again: nothing is opened and
// nothing is lost.
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { runCli } from '../../cli/run-cli.ts';
import { seeded } from '../../deep.ts';
import { passingOf } from '../closed/passing.ts';
import { type Edit, edited, edits, servicesIn } from './hand-edits.ts';
import {
  HOSTS,
  itemFor,
  type Kind,
  type Move,
  moved,
  moves,
  PATHS,
  type Source,
  sources,
  textOf,
} from './moving-source.ts';

type Tree = Record<string, unknown>;
const CREDENTIALS = [[], ['basic:users'], ['basic:kong-users'], ['ext'], ['key:x-key'], ['jwt:https://token.example.com'], ['key:x-staff']]; // biome-ignore format: a list
const REQUESTS = HOSTS.flatMap((host) => [...PATHS, '/a/x', '/a/b/x', '/e', '/x'].map((path) => ({ host, path })));

/** What passes, by request: indexes of credentials, with `i` from inside. Undefined: `generate` refuses the answers. */
const passing = (text: string): ((at: { host: string; path: string }) => string[]) | undefined => {
  const answers = { ...(parse(text) as Tree), services: servicesIn(text) };
  const { refused, reaches } = passingOf(answers);
  if (refused.length > 0) {
    if (process.env.SHOW) console.log(refused);
    return undefined;
  }
  const known = new Map<string, string[]>();
  return ({ host, path }) => {
    const id = `${host}${path}`;
    if (!known.has(id))
      known.set(
        id,
        CREDENTIALS.flatMap((has, i) =>
          ['10.2.1.1', '10.1.1.1', '203.0.113.20'].flatMap((address, k) =>
            reaches({ host, path, has, address }) === undefined ? [] : [`${i}${'nio'[k]}`],
          ),
        ),
      );
    return known.get(id)!;
  };
};

/** Whether the only host of a gateway got another name: what is public stays public. */
const isRenamed = (before: Source, after: Source): boolean => {
  const [a, b] = [before, after].map((list) => new Set(list.map((i) => i.host))) as [Set<string>, Set<string>];
  return a.size === 1 && b.size === 1 && !b.has([...a][0]!);
};

interface Case {
  readonly kind: Kind;
  readonly isGlobal: boolean;
  readonly before: Source;
  readonly byHand: readonly Edit[];
  readonly ofSource: readonly Move[];
}
const cases: fc.Arbitrary<Case> = fc.record({
  kind: fc.constantFrom<Kind>('ingress-nginx', 'kong', 'openapi'),
  isGlobal: fc.boolean(),
  before: sources,
  byHand: edits,
  ofSource: moves,
});

const collect = (f: (c: Case) => Promise<void>) => async (c: Case) => {
  if (!process.env.COLLECT) return f(c);
  try {
    await f(c);
  } catch (e) {
    appendFileSync('/tmp/mg-fails.txt', `\n########\n${JSON.stringify(c)}\n${String(e).slice(0, 6000)}\n`);
  }
};

test('importing again opens nothing and loses nothing', async () => {
  const cwd = mkdtempSync(join(tmpdir(), 'eg-moving-'));
  const [file, lock, source] = ['api-gateway.yaml', 'api-gateway.import-lock.json', 'source.yaml'].map((f) =>
    join(cwd, f),
  ) as [string, string, string];
  const read = (): string => readFileSync(file, 'utf8');
  let compared = 0;
  let refused = 0;
  let conflicted = 0;
  try {
    await fc.assert(
      fc.asyncProperty(
        cases,
        collect(async ({ kind, isGlobal, before, byHand, ofSource }) => {
          for (const f of [file, lock]) rmSync(f, { force: true });
          const after = moved(before, ofSource);
          const [a, b] = [textOf(kind, before, isGlobal), textOf(kind, after, isGlobal)];
          writeFileSync(source, a);
          const first = await runCli(['import', kind, 'source.yaml'], { cwd });
          // A document without a path of its host.
          if (first.code === 2) return;
          const imported = read();
          const hand = edited(imported, byHand);
          writeFileSync(file, hand.text);
          // The file as the person left it is no change of the source.
          const untouched = await runCli(['import', '--check'], { cwd });
          const told = () => [a, hand.text, b, read()].join('\n=====\n');
          expect([untouched.code, untouched.stdout.split('\n').slice(0, 9)], told()).toMatchObject([0, {}]);
          writeFileSync(source, b);
          const second = await runCli(['import', '--json'], { cwd });
          if (second.code === 2) {
            expect(read()).toBe(hand.text);
            return;
          }
          const result = JSON.parse(second.stdout);
          const conflicts = result.conflicts as { key: string; file: Tree; source: Tree }[];
          const text = read();
          const why = (what: string) => () =>
            `${what}\n${JSON.stringify({ conflicts, changes: result.changes }, undefined, 1)}\n${told()}`;
          const hold = (is: boolean, what: string): void => {
            if (!is) expect.fail(why(what)());
          };

          // Nothing of the person is lost.
          const services = new Map(servicesIn(text).map((s) => [String(s.name), s]));
          for (const [name, values] of hand.values) {
            const service = services.get(name);
            // A name alone is no reason to keep a service that the source no longer has.
            if (!service)
              hold(
                [...values.keys()].every((k) => k === 'name'),
                `${name} is lost`,
              );
            for (const [key, value] of values)
              if (service) expect(service[key], why(`${name}.${key}`)()).toEqual(value);
          }
          for (const name of hand.removed) hold(!services.has(name), `${name} is there again`);
          for (const c of hand.comments) {
            const owner = servicesIn(hand.text).length;
            hold(
              text.includes(c) ||
                servicesIn(text).length < owner ||
                services.size < owner ||
                result.changes.some((x: Tree) => x.source === null),
              `${c} is lost`,
            );
          }
          const names = servicesIn(hand.text).map((s) => s.name);
          expect(servicesIn(text).map((s) => s.name).filter((x) => names.includes(x)), why('order')()).toEqual(names.filter((x) => services.has(String(x)))); // biome-ignore format: a line
          if (hand.isMap && services.size > 0) hold(!Array.isArray((parse(text) as Tree).services), 'it was a map');
          for (const c of conflicts)
            hold(Number(c.file.line) > 0 && (c.source.value === null || Number(c.source.line) > 0 || true), 'place');
          conflicted += conflicts.length > 0 ? 1 : 0;

          // Nothing is opened.
          const fresh = await runCli(['import', kind, 'source.yaml', '-o', '-', '-q'], { cwd });
          const [ofA, ofHand, ofB, ofMerge] = [imported, hand.text, fresh.stdout, text].map(passing);
          if (!ofMerge || !ofA || !ofHand || !ofB) refused++;
          else
            for (const at of REQUESTS) {
              const [inA, inHand, inB, inMerge] = [ofA(at), ofHand(at), ofB(at), ofMerge(at)] as [
                string[],
                string[],
                string[],
                string[],
              ];
              const isByHand = inA.join() !== inHand.join();
              const [was, is] = [itemFor(before, at.host, at.path)?.access, itemFor(after, at.host, at.path)?.access];
              for (const c of inMerge) {
                compared++;
                const what = `${at.host}${at.path} with ${CREDENTIALS[Number(c[0])]} from ${c[1]} (${was} -> ${is})\nA ${inA}\nhand ${inHand}\nB ${inB}\nmerged ${inMerge}`;
                if (inHand.includes(c)) {
                  // The source closed it: a person keeps it open, and knows.
                  if (!inB.includes(c)) hold(isByHand || conflicts.length > 0, `the source closed ${what}`);
                } else if (isByHand) hold(inB.includes(c) && (c[0] !== '0' || false), `a person closed ${what}`);
                // What a person decided holds for a service that moves; what is public gets no more requests.
                else hold(inB.includes(c) || c[0] === '6' || isRenamed(before, after), `neither opened ${what}`);
              }
              // What a person answered for another access is asked again.
              const closes = ['key', 'other', 'inside', 'lost'];
              const isOpen = inMerge.some((c) => c.startsWith('0'));
              if (
                isOpen &&
                is !== undefined &&
                was !== is &&
                closes.includes(is) &&
                itemFor(before, at.host, at.path)?.id === itemFor(after, at.host, at.path)?.id
              )
                hold(conflicts.length > 0, `nobody was asked about ${at.host}${at.path} (${was} -> ${is})`);
            }

          // The same source again changes nothing; another one does.
          const state = [text, readFileSync(lock, 'utf8')];
          const third = await runCli(['import', '--json'], { cwd });
          expect([read(), readFileSync(lock, 'utf8')], why('the third import changes something')()).toEqual(state);
          hold(JSON.parse(third.stdout).conflicts.length === 0, 'a conflict is listed again');
          const check = await runCli(['import', '--check'], { cwd });
          expect(check.code, why(check.stdout)()).toBe(0);
          writeFileSync(source, textOf(kind, [...after, { id: 900, host: 'a.example.com', path: '/new', access: itemFor(after, 'a.example.com', '/new')?.access === 'other' ? 'key' : 'other', timeout: 30 }], isGlobal)); // biome-ignore format: a line
          expect((await runCli(['import', '--check'], { cwd })).code).toBe(1);
        }),
      ),
      { ...seeded(Number(process.env.N ?? 40), 400) },
    );
  } finally {
    rmSync(cwd, { recursive: true });
  }
  if (process.env.SHOW) console.log({ compared, refused, conflicted });
  expect(compared).toBeGreaterThan(0);
});
