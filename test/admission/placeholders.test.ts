// What a placeholder is, and what it counts as.
import { expect, test } from 'vitest';
import { isUnknown, withDefaultsOf } from '../../src/objects/unknown-value.ts';

test.each([
  '${DOMAIN}',
  'api.${DOMAIN}',
  '${DOMAIN/./-}',
  '$(DOMAIN)',
  '$DOMAIN',
  '<secret:kv/data/edge#domain>',
  '<path:kv/data/edge#domain>',
  '<YOUR_DOMAIN>',
  '<your-domain>',
  '<domain>',
  'https://<your domain>/a',
  '{{ .Values.domain }}',
  '{{domain}}',
  '[[ domain ]]',
  '__DOMAIN__',
  '{CONTROLLER_NAME}',
  'PLACEHOLDER_ADDRESS',
  'REPLACE_ME.example.com',
  'CHANGEME',
  'ENC[AES256_GCM,data:abc=,iv:def=,tag:ghi=,type:str]',
  'ref+vault://secret/edge#/token',
])('%s is a placeholder', (text) => {
  expect(isUnknown(text)).toBe(true);
});

test.each([
  'api.example.com',
  '%REQ(X-REQUEST-ID)%',
  '^/v1/(?P<id>[0-9]+)$',
  '^/v1/(?<id>[0-9]+)$',
  '[[:digit:]]+',
  '^/users/{id}$',
  '[A-Z]{3}',
  'REPLACEMENT',
  'a{2}{3}',
  '{"a":{"b":1}}',
  '<html><body>Not found</body></html>',
  '<h1>Not found</h1>',
  'a < b and c > d',
  '$1.00',
  'price$',
  '__init__',
  'pref+vault://a',
  'git+https://example.com/a',
  '<https://example.com/>',
])('%s is no placeholder', (text) => {
  expect(isUnknown(text)).toBe(false);
});

test.each([
  ['${A:=1}', '1'],
  ['${A:-b}.example.com', 'b.example.com'],
  ['${A=x}', 'x'],
  ['${A:="x"}', 'x'],
  ['${A:=}', ''],
  ['${A:=1}.${B}', '1.${B}'],
  ['${A/./-}', '${A/./-}'],
  ['${A:?required}', '${A:?required}'],
])('%s counts as %s', (text, expected) => {
  expect(withDefaultsOf(text)).toBe(expected);
});
