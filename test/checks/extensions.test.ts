// Extension policies: what Wasm modules, Lua scripts and external processors refer to.
import { expect, test } from 'vitest';
import { checkReferences } from './found.ts';
import { base, codesOf, configMap, envoy, extension, type Spec, secret } from './policy-objects.ts';

const wasm = (code: Spec) => extension({ wasm: [{ name: 'w', code }] });
const image = (more: Spec) => wasm({ type: 'Image', image: { url: 'registry.example.com/w', ...more } });
const http = (more: Spec) => wasm({ type: 'HTTP', http: { url: 'https://example.com/w', ...more } });
const PULL = { pullSecretRef: { name: 'pull' } };
const CA = { tls: { caCertificateRef: { kind: 'ConfigMap', name: 'ca' } } };
const script = (name: string) => extension({ lua: [{ type: 'ValueRef', valueRef: { kind: 'ConfigMap', name } }] });
const processor = (...backendRefs: Spec[]) => extension({ extProc: [{ backendRefs }] });
const SOCKET = envoy('Backend', 'socket', { endpoints: [{ unix: { path: '/run/p.sock' } }] });

test('the credentials of a registry', () => {
  expect(codesOf([...base(), image(PULL), secret('pull', { '.dockerconfigjson': '{}' })])).toEqual([]);
  expect(codesOf([...base(), image(PULL), secret('pull', { config: '{}' })])).toEqual(['KeyNotFound']);
  expect(codesOf([...base(), image(PULL), secret('other', {})])).toEqual(['SecretNotFound']);
});

test('the CA of a server: under ca.crt, or the only entry', () => {
  expect(codesOf([...base(), http(CA), configMap('ca', { 'ca.crt': 'x', more: 'y' })])).toEqual([]);
  expect(codesOf([...base(), http(CA), configMap('ca', { bundle: 'x' })])).toEqual([]);
  expect(codesOf([...base(), http(CA), configMap('ca', { a: 'x', b: 'y' })])).toEqual(['KeyNotFound']);
  const wrong = { tls: { caCertificateRef: { kind: 'Service', name: 'ca' } } };
  expect(codesOf([...base(), http(wrong)])).toEqual(['SecretRefUnsupported']);
});

test('a script in a ConfigMap: under lua, or any key', () => {
  const text = 'function envoy_on_request(h) end';
  expect(codesOf([...base(), script('s'), configMap('s', { lua: text })])).toEqual([]);
  expect(codesOf([...base(), script('s'), configMap('s', { other: text })])).toEqual([]);
  expect(codesOf([...base(), script('s'), configMap('s', {})])).toEqual(['KeyNotFound']);
  expect(codesOf([...base(), script('s'), configMap('s', { lua: 'return 1' })])).toEqual(['InvalidLua']);
  expect(codesOf([...base(), script('s'), configMap('t', {})])).toEqual(['ConfigMapNotFound']);
});

test('Lua is off unless the configuration enables it', () => {
  const policy = extension({ lua: [{ type: 'Inline', inline: 'function envoy_on_request(h) end' }] });
  expect(codesOf([...base(), policy], { extensionApis: {} })).toEqual(['InvalidLua']);
  expect(codesOf([...base(), policy], { extensionApis: { enableLua: true } })).toEqual([]);
  expect(codesOf([...base(), policy], { extensionApis: { disableLua: false } })).toEqual([]);
  expect(codesOf([...base(), policy])).toEqual([]);
});

test('the syntax of a script, with the call that Envoy Gateway adds', () => {
  const inline = (text: string) => extension({ lua: [{ type: 'Inline', inline: text }] });
  const message = (text: string) =>
    checkReferences([...base(), inline(text)], false).flatMap((f) => (f.code === 'InvalidLua' ? [f.message] : []));
  expect(message('function envoy_on_request(h)\n  if h then h:logInfo("a")\nend')).toEqual([
    expect.stringContaining('in line 3, near its end'),
  ]);
  expect(message('function envoy_on_request(h) end\nreturn nil')).toEqual([
    expect.stringContaining('line 2, near its end'),
  ]);
  expect(message('function envoy_on_request(h) end -- no more')).toEqual([]);
  const bad = inline('function envoy_on_request(h)');
  expect(codesOf([...base({ luaValidation: 'Disabled' }), bad])).toEqual([]);
  expect(codesOf([...base({ luaValidation: 'InsecureSyntax' }), bad])).toEqual(['InvalidLua']);
});

test('the service of an external processor, which may be a socket', () => {
  expect(codesOf([...base(), processor({ name: 'app', port: 80 })])).toEqual([]);
  expect(codesOf([...base(), processor({ name: 'app', port: 81 })])).toEqual(['PortNotFound']);
  expect(codesOf([...base(), processor({ name: 'absent', port: 80 })])).toEqual(['BackendNotFound']);
  const ref = { group: 'gateway.envoyproxy.io', kind: 'Backend', name: 'socket' };
  expect(codesOf([...base(), processor(ref), SOCKET])).toEqual([]);
});

test('a module is registered in the EnvoyProxy of the Gateway; without the EnvoyProxy nothing is known', () => {
  const policy = extension({ dynamicModule: [{ name: 'waf' }] });
  expect(codesOf([...base({ dynamicModules: [] }), policy])).toEqual(['UnregisteredModule']);
  const withoutProxy = base({ dynamicModules: [] }).filter((o) => o.kind !== 'EnvoyProxy');
  expect(codesOf([...withoutProxy, policy])).not.toContain('UnregisteredModule');
});
