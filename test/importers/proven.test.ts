// What is reported as carried is in the answers at the end, also after something was left out of them.
import { expect, test } from 'vitest';
import type { Neutral } from '../../src/importers/neutral/neutral.ts';
import { Ledger, said } from '../../src/importers/report/ledger.ts';
import { proven } from '../../src/importers/report/proven.ts';
import { unprovenKeys } from './import-text.ts';
import { importNeutral, jwt, PUBLIC, rootOf, service, servicesOf } from './neutral-form.ts';

const HOSTS = ['api.example.com'];
const report = async (neutral: Partial<Neutral>, root: ReturnType<typeof rootOf>): Promise<string[]> => {
  const result = await importNeutral(neutral, [root.document]);
  expect(unprovenKeys(result.entries, result.answers)).toEqual([]);
  return result.entries.map((e) => `${e.node.pointer} ${e.code} ${e.keys}`);
};

test('a map that is left out takes all of its leaves with it', async () => {
  const root = rootOf('cors: {origins: ["no origin", "https://a.example"], maxAge: 1h}\n');
  const part = { key: 'fault', value: { delay: 'long' }, from: [root.get('cors')] };
  const s = service('a', ['/a'], jwt(), { hosts: HOSTS });
  expect(await report({ services: [{ ...s, parts: [...s.parts, part] }] }, root)).toEqual([
    expect.stringMatching(/^\/cors\/origins\/0 AnswerNotAccepted services\.a\.fault/),
    expect.stringMatching(/^\/cors\/origins\/1 AnswerNotAccepted services\.a\.fault/),
    expect.stringMatching(/^\/cors\/maxAge AnswerNotAccepted services\.a\.fault/),
  ]);
});

test('of a list, only the item that is refused is lost', async () => {
  const root = rootOf('deny: ["10.0.0.0/8", "nowhere"]\norigins: ["https://a.example", "no origin"]\n');
  const s = service('a', ['/a'], jwt(), { hosts: HOSTS });
  const value = root.get('origins').items.map((n) => n.text);
  const part = { key: 'cors.origins', value, from: [root.get('origins')] };
  expect(await report({ services: [{ ...s, parts: [...s.parts, part] }] }, root)).toEqual([
    expect.stringMatching(/^\/deny/),
    expect.stringMatching(/^\/deny/),
    '/origins/0 Carried services.a.cors.origins',
    '/origins/1 AnswerNotAccepted services.a.cors.origins,services.a.cors.origins.1',
  ]);
});

test('authentication that is left to a person is not carried', async () => {
  const root = rootOf('auth: [x]\n');
  const site = service('site', ['/'], { ...PUBLIC, from: [root.get('auth')] }, { hosts: HOSTS });
  const lost = [{ hosts: HOSTS, paths: ['regex:/admin(?!x)'] }];
  expect(await report({ services: [site], lost }, root)).toContain('/auth/0 AuthUndecided services.site.auth');
});

test('items of a list at the top keep their source when one before them is left out', async () => {
  const root = rootOf('bad: 1\ngood: 2\n');
  const item = (key: string, path: string) => ({
    list: 'redirects' as const,
    value: { from: path, to: '/y' },
    from: [root.get(key)],
  });
  const lists = [item('bad', 'no path'), item('good', '/x')];
  expect(await report({ services: [service('a', ['/a'], jwt(), { hosts: HOSTS })], lists }, root)).toEqual([
    '/bad AnswerNotAccepted redirects.0',
    '/good Carried redirects.0',
  ]);
});

test('a key that no answer has is a loss; one of several that is there is kept', () => {
  const root = rootOf('a: 1\nb: 2\nc: 3\n');
  const ledger = new Ledger();
  ledger.carried(root.get('a'), 'services.x.nothing');
  ledger.carried(root.get('b'), 'services.x.path', 'services.x.nothing');
  ledger.carried(root.get('c'), 'path', 'services.path');
  ledger.add(root.get('c'), said('Carried'));
  const answers = { services: [{ name: 'x', path: '/x' }] };
  expect(proven(ledger.entries, answers, new Map()).map((e) => `${e.node.pointer} ${e.code} ${e.keys}`)).toEqual([
    '/a AnswerGone services.x.nothing',
    '/b Carried services.x.path',
    '/b AnswerGone services.x.nothing',
    '/c Carried path,services.path',
    '/c Carried ',
  ]);
});

const people = jwt('people');
const undecidedWith = (methods: typeof people) =>
  ({
    is: 'untranslatable',
    what: 'a plugin that nobody knows',
    from: [],
    methods: methods.is === 'methods' ? methods.methods : [],
  }) as const;

test('methods of authentication that a person must decide are written and named', async () => {
  const result = await importNeutral({ services: [service('a', ['/a'], undecidedWith(people), { hosts: HOSTS })] });
  expect(servicesOf(result).a?.auth).toBe('undecided');
  expect(result.answers.auth).toMatchObject({ methods: { people: { type: 'jwt' } } });
  expect(result.remarks.get('services.a.auth')).toBe(
    'The authentication of the source cannot be translated: a plugin that nobody knows. Methods of the source: people.',
  );
  expect(result.undecided.get('services.a.auth')).toEqual(['people']);
});

test('so are those of a service that is left undecided afterwards; a method that is refused is not', async () => {
  const parts = { deny: ['not an address'] };
  const result = await importNeutral({ services: [service('a', ['/a'], people, { hosts: HOSTS, parts })] });
  expect(result.undecided.get('services.a.auth')).toEqual(['people']);
  const bad = jwt('people', { issuer: 'no url' });
  const refused = await importNeutral({ services: [service('a', ['/a'], bad, { hosts: HOSTS })] });
  expect(refused.undecided.has('services.a.auth')).toBe(false);
  const both = undecidedWith(bad);
  const untranslatable = await importNeutral({ services: [service('a', ['/a'], both, { hosts: HOSTS })] });
  expect(untranslatable.undecided.has('services.a.auth')).toBe(false);
  expect(untranslatable.remarks.get('services.a.auth')).not.toContain('Methods');
});

test('undecided services with other methods stay apart', async () => {
  const services = ['one', 'two'].map((name) => service('a', [`/${name}`], undecidedWith(jwt(name)), { hosts: HOSTS }));
  expect(Object.keys(servicesOf(await importNeutral({ services })))).toEqual(['a', 'a-b']);
});
