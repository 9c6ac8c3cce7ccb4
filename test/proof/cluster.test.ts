// What validate.sh reads from the cluster: each check compares its own field of its own object, although one call reads many.
import { expect, test } from 'vitest';
import { ANSWERS, linesOf, planOf, runScript, scriptOf } from './run-validate.ts';
import { KEYS, standInGateway } from './stand-in-gateway.ts';

const script = scriptOf(ANSWERS);
const NOWHERE = { https: 1, http: 1 };

/** A kubectl that answers with the name of the object and the path in place of a value; it does not find one object. */
const echoing = (absent = '') => `exec node -e '
const [, kind, ...rest] = process.argv.slice(1);
if (kind === "gateway") process.exit(0);
const names = rest.slice(0, rest.indexOf("-n"));
const path = rest.find((a) => a.startsWith("jsonpath=")).slice(9);
const each = path.replace(/^\\{range \\.items\\[\\*\\]\\}(.*)\\{end\\}$/, "$1");
if ((names.length > 1) !== (each !== path)) throw new Error("a list only for several");
const [, ...fields] = each.split("{\\u0027\\\\n\\u0027}").slice(0, -1);
for (const name of names)
  if (name === "${absent}") console.error(\`Error from server (NotFound): \${kind} "\${name}" not found\`);
  else console.log(["@" + name, ...fields.map((f) => name + " " + f)].join("\\n"));
' "$@"`;

const fieldsOf = async (kubectl: string) => {
  const only = ['configured', 'health'].flatMap((group) => ['--only', group]);
  const ran = await runScript(script, NOWHERE, {}, ['--json', ...only, '--skip', 'gateway.listener'], kubectl);
  expect(ran.stderr).toBe('');
  return linesOf(ran.stdout).filter((l) => !l.command.includes('envoy-gateway-config'));
};

test('each check reads its own field of its own object', async () => {
  const lines = await fieldsOf(echoing());
  expect(lines.length).toBeGreaterThan(30);
  for (const l of lines) {
    const [, name, path] = /^kubectl get \S+ (\S+) -n \S+ -o jsonpath='(.*)'$/.exec(l.command)!;
    expect(l.got, l.id).toBe(`${name} ${path}`);
  }
});

test('an object that does not exist fails its own checks only', async () => {
  const failed = (lines: readonly { id: string; got: string }[]): string[] =>
    lines.filter((l) => l.got.includes('NotFound')).map((l) => l.id);
  expect(failed(await fieldsOf(echoing()))).toEqual([]);
  const ids = failed(await fieldsOf(echoing('partners-admin')));
  expect(ids.length).toBeGreaterThan(2);
  for (const id of ids) expect(id).toMatch(/^admin\./);
});

/** A kubectl that answers with one text to each question about status. */
const status = (text: string): string => `case "$2" in gateway) exit 0 ;; esac
cat <<'END'
${text}
END`;
const ROUTES = [
  'eg-catch-all',
  'eg-http-redirect',
  'guard-partners',
  'guard-partners-admin',
  'users',
  'admin',
  'status',
];
const SOUND = ROUTES.map((name) => `${name} 2 Accepted=True=2=Accepted ResolvedRefs=True=2=ResolvedRefs`);
const accepted = async (lines: readonly string[]) => {
  const ran = await runScript(
    script,
    NOWHERE,
    {},
    ['--json', '--only', 'accepted.HTTPRoute'],
    status(lines.join('\n')),
  );
  const [line] = linesOf(ran.stdout);
  return `${line!.result}: ${line!.got}`;
};
const changed = (from: string, to: string): string[] =>
  SOUND.map((l) => (l.startsWith('users') ? l.replace(from, to) : l));

test.each([
  ['as they are in the manifests', SOUND, 'pass: all accepted'],
  ['one is missing', SOUND.slice(0, -1), 'fail: status does not exist; '],
  ['one more', [...SOUND, 'old 1 Accepted=True=1=Accepted'], 'fail: old is in the cluster but not in the manifests; '],
  ['not accepted', changed('True=2=Accepted', 'False=2=NoMatch'), 'fail: users is not accepted (NoMatch); '],
  ['a reference', changed('True=2=Resolved', 'False=2=Not'), 'fail: users has unresolved references (NotRefs); '],
  [
    'an older generation',
    changed('True=2=Accepted', 'True=1=Accepted'),
    'fail: users has a change that is not processed yet; ',
  ],
  [
    'without status',
    changed(' Accepted=True=2=Accepted ResolvedRefs=True=2=ResolvedRefs', ''),
    'fail: users is not attached; ',
  ],
  [
    'overridden',
    SOUND.map((l) => (l.startsWith('users') ? `${l} Overridden=True=2=Overridden` : l)),
    'fail: users is Overridden; ',
  ],
])('routes: %s', async (_, lines, result) => {
  expect(await accepted(lines)).toBe(result);
});

/** What the script says before it sends anything. */
const announced = async (env: Record<string, string>, ...args: string[]) => {
  const gateway = await standInGateway('backend down');
  try {
    const { stdout, argv } = await runScript(script, gateway, env, ['--insecure', '--skip', 'configured', ...args]);
    return { head: stdout.slice(0, stdout.search(/^(?:not )?ok /m)), stdout, requests: argv.split('\n').length - 1 };
  } finally {
    gateway.close();
  }
};
const BOTH = { KEY_PARTNERS_ACME: KEYS.acme, KEY_PARTNERS_GLOBEX: KEYS.globex };

test.concurrent('it says how many requests it sends, with which credentials', async () => {
  const only = ['--only', 'authenticated', '--only', 'admin.allow', '--only', 'redirect.get'];
  const { head, requests } = await announced(BOTH, ...only);
  expect(head).toContain('4 checks, about 4 requests');
  expect(head).toMatch(/2 with KEY_PARTNERS_ACME/);
  expect(head).toMatch(/1 with KEY_PARTNERS_GLOBEX/);
  expect(head).toMatch(/1 without credentials/);
  expect(head).not.toContain('exhaust');
  expect(requests).toBe(4);
});

test.concurrent('it does not count what it skips without a credential', async () => {
  const { head } = await announced(
    { KEY_PARTNERS_GLOBEX: KEYS.globex },
    '--only',
    'authenticated',
    '--only',
    'admin.allow',
  );
  expect(head).toContain('3 checks, about 1 requests\n#   1 with KEY_PARTNERS_GLOBEX\n');
});

test.concurrent('it says whose rate limits it exhausts', async () => {
  const { head } = await announced(BOTH, '--only', 'users.rateLimit');
  expect(head).toMatch(/about 120 requests\n# {3}120 with KEY_PARTNERS_ACME\n/);
  expect(head).toMatch(/^# {3}users\.rateLimit: 100\/hour of the user of KEY_PARTNERS_ACME$/m);
  const { stdout } = await announced(BOTH, '--json', '--only', 'users.rateLimit');
  expect(planOf(stdout)).toMatchObject({
    id: 'plan',
    result: 'plan',
    got: 'users.rateLimit: 100/hour of the user of KEY_PARTNERS_ACME',
  });
});
