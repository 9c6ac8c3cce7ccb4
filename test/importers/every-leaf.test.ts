// The report has an entry for every leaf.
import { expect, test } from 'vitest';
import { entriesOf } from '../../src/importers/report/every-leaf.ts';
import { joined } from '../../src/importers/report/joined.ts';
import { Ledger, said } from '../../src/importers/report/ledger.ts';
import type { SourceNode } from '../../src/importers/source/source-node.ts';
import { rootOf } from './neutral-form.ts';

const report = (text: string, tell: (ledger: Ledger, root: SourceNode) => void): string[] => {
  const root = rootOf(text);
  const ledger = new Ledger();
  tell(ledger, root);
  return entriesOf([root.document], ledger.entries).map((e) => `${e.node.pointer} ${e.code} ${e.leaves}`);
};

test('a leaf about which nobody says anything is reported by its name', () => {
  const root = rootOf('a: {b: [1, {c: 2}]}\n');
  expect(entriesOf([root.document], []).map((e) => [e.node.pointer, e.code, e.what])).toEqual([
    ['/a/b/0', 'NotImported', 'No answer was made from b: the import does not know it, or left out what contains it.'],
    [
      '/a/b/1/c',
      'NotImported',
      'No answer was made from c: the import does not know it, or left out what contains it.',
    ],
  ]);
});

test('what is said about a map holds for the leaves below about which nothing else is said', () => {
  expect(
    report('a: {b: 1, c: 2, d: {e: 3, f: 4}}\n', (ledger, root) => {
      ledger.noEffect(root.get('a'));
      ledger.carried(root.get('a', 'b'), 'x');
    }),
  ).toEqual(['/a/b Carried 1', '/a/c NoEffect 1', '/a/d NoEffect 2']);
});

test('a map about which only the whole is said is one entry; what is carried is proved leaf by leaf', () => {
  expect(report('a: {b: 1, c: [2, 3]}\n', (ledger, root) => ledger.noEffect(root.get('a')))).toEqual(['/a NoEffect 3']);
  expect(report('a: {b: 1, c: [2, 3]}\n', (ledger, root) => ledger.carried(root.get('a'), 'x'))).toEqual([
    '/a/b Carried 1',
    '/a/c/0 Carried 1',
    '/a/c/1 Carried 1',
  ]);
});

test('of several statements about a leaf, it is counted with what loses most, and other losses are kept', () => {
  expect(
    report('a: 1\n', (ledger, root) => {
      const a = root.get('a');
      ledger.carried(a, 'x');
      ledger.say(a, 'AuthUndecided', { service: 'one', what: 'w' });
      ledger.say(a, 'AuthUndecided', { service: 'two', what: 'w' });
      ledger.say(a, 'NotImported', { name: 'a' });
    }),
  ).toEqual(['/a AuthUndecided 0', '/a AuthUndecided 0', '/a NotImported 1']);
});

test('a question about a value that is not there is kept, also below a value that is no map', () => {
  expect(
    report('a: {b: 1}\nn:\n', (ledger, root) => {
      ledger.carried(root.get('a', 'b'), 'x');
      ledger.say(root.get('a', 'host'), 'HostAsked', { services: ['s'] });
      ledger.say(root.get('n', 'm', 'host'), 'HostAsked', { services: ['s'] });
      ledger.say(root.get('a', 'b', 'host'), 'HostAsked', { services: ['s'] });
    }),
  ).toEqual([
    '/a/b Carried 1',
    '/a/b/host HostAsked 0',
    '/a/host HostAsked 0',
    '/n NoEffect 1',
    '/n/m/host HostAsked 0',
  ]);
});

test('a question about an object is kept if something else is said about each of its leaves', () => {
  const of = (tell: (ledger: Ledger, a: SourceNode) => void): string[] =>
    report('a: {b: 1}\n', (ledger, root) => {
      ledger.carried(root.get('a', 'b'), 'x');
      tell(ledger, root.get('a'));
    });
  expect(of((ledger, a) => ledger.say(a, 'AuthUnstated', { service: 's' }))).toEqual([
    '/a/b Carried 1',
    '/a AuthUnstated 0',
  ]);
  expect(of((ledger, a) => ledger.noEffect(a))).toEqual(['/a/b Carried 1']);
});

test('a question about an object as a whole says nothing about its leaves', () => {
  expect(
    report('a: {b: 1}\n', (ledger, root) => ledger.addPoint(root.get('a'), said('AuthUnstated', { service: 's' }))),
  ).toEqual(['/a AuthUnstated 0', '/a/b NotImported 1']);
});

test('an empty value is the same as none', () => {
  expect(report('a: {b: null, c: {}, d: []}\n', () => undefined)).toEqual([
    '/a/b NoEffect 1',
    '/a/c NotImported 1',
    '/a/d NotImported 1',
  ]);
});

test('keys that begin with a name follow its new name', () => {
  const root = rootOf('a: 1\n');
  const ledger = new Ledger();
  ledger.carried(root.get('a'), 'services.a.path', 'services.ab.path');
  ledger.rename((key) => key.replace(/^services\.a\./, 'services.new.'));
  expect(ledger.entries[0]?.keys).toEqual(['services.new.path', 'services.ab.path']);
});

test('a missing key that several need is one entry with all answers; other values and other texts are kept', () => {
  const root = rootOf('a: 1\nb: {c: 2}\n');
  const ledger = new Ledger();
  const asked = (service: string) => said('AuthUnstated', { service });
  ledger.add(root.get('a', 'secret'), said('HostAsked', { services: ['s'] }), ['x.secret']);
  ledger.add(root.get('b', 'secret'), said('HostAsked', { services: ['s'] }), ['x.secret', 'y.secret']);
  ledger.add(root.get('b', 'secret'), said('HostAsked', { services: ['other'] }), ['z.secret']);
  ledger.addPoint(root.get('a'), asked('s'), ['a']);
  ledger.addPoint(root.get('b'), asked('s'), ['b']);
  expect(
    joined(entriesOf([root.document], ledger.entries)).map((e) => `${e.node.pointer} ${e.code} ${e.keys}`),
  ).toEqual([
    '/a AuthUnstated a',
    '/a NotImported ',
    '/a/secret HostAsked x.secret,y.secret',
    '/b AuthUnstated b',
    '/b/c NotImported ',
    '/b/secret HostAsked z.secret',
  ]);
});
