// The rules of Traefik.
import { describe, expect, test } from 'vitest';
import { alternativesOf } from '../../../src/importers/traefik/rule-language.ts';

const shown = (rule: string): string[] | undefined =>
  alternativesOf(rule)?.map((all) => all.map((m) => `${m.not ? '!' : ''}${m.name}(${m.values.join(',')})`).join(' '));

describe('a rule is read as its alternatives', () => {
  test.each([
    ['Host(`a.example`)', ['Host(a.example)']],
    ['Host("a.example", "b.example")', ['Host(a.example,b.example)']],
    ['Host(`a`) && PathPrefix(`/x`) || Path(`/y`)', ['Host(a) PathPrefix(/x)', 'Path(/y)']],
    ['Host(`a`) && (PathPrefix(`/x`) || Path(`/y`))', ['Host(a) PathPrefix(/x)', 'Host(a) Path(/y)']],
    ['!Path(`/y`)', ['!Path(/y)']],
    ['!(Host(`a`) && Path(`/y`))', ['!Host(a)', '!Path(/y)']],
    ['!(Host(`a`) || Path(`/y`))', ['!Host(a) !Path(/y)']],
    ['!!Host(`a`)', ['Host(a)']],
    ['PathRegexp(`^/(a|b)&&\\)`)', ['PathRegexp(^/(a|b)&&\\))']],
    ['Query("a\\"b")', ['Query(a"b)']],
  ])('%s', (rule, expected) => {
    expect(shown(rule)).toEqual(expected);
  });
});

test.each([
  '',
  'Host',
  'Host(`a`',
  'Host(`a`) &&',
  'Host(`a`) & Path(`/`)',
  'Host(a)',
  '(Host(`a`)',
  'Host(`a`) Path(`/`)',
  `${'('.repeat(9999)}`,
])('%s is no rule', (rule) => {
  expect(alternativesOf(rule)).toBeUndefined();
});

test('a rule with too many alternatives is not read, at once', () => {
  const pair = '(Host(`a`) || Host(`b`))';
  expect(alternativesOf(Array.from({ length: 40 }, () => pair).join(' && '))).toBeUndefined();
});
