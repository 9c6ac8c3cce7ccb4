// Lua scripts of an EnvoyExtensionPolicy (buildLua in envoyextensionpolicy.go, luavalidator). Envoy Gateway also runs the script; what
// happens then is not known here.

import type { ValuesOf } from '../../../diagnostics/catalogue.ts';
import { type LuaFault, luaFault } from '../../../values/lua-syntax.ts';
import { proxySpecs } from '../../gateways/controllers.ts';
import { entries, fields, text } from '../../objects/loose-objects.ts';
import type { Snapshot } from '../../snapshot.ts';
import { checkConfigMap } from './data-refs.ts';
import type { PolicyReport } from './policy-report.ts';
import { gatewaysOf } from './targets-of-policy.ts';

/** LuaDisabled in api/v1alpha1/envoygateway_helpers.go; undefined: the configuration is not known. */
const isDisabled = ({ config }: Snapshot): boolean | undefined => {
  if (config === undefined) return undefined;
  const { enableLua, disableLua } = fields(fields(config).extensionApis);
  return enableLua !== true && disableLua !== false;
};

const FUNCTIONS = ['envoy_on_request', 'envoy_on_response'];

/** Whether an EnvoyProxy turns the validation of scripts off. */
const isUnchecked = ({ snapshot, policy }: PolicyReport): boolean =>
  gatewaysOf(snapshot, policy).some((gateway) =>
    proxySpecs(snapshot, gateway).some((spec) => spec.luaValidation === 'Disabled'),
  );

/** Envoy Gateway adds a call of each function to the script, so that nothing may follow it. */
const syntaxFault = (code: string, name: string): LuaFault | undefined => {
  const found = luaFault(`${code}\n${name}(StreamHandle)`);
  const lines = code.split('\n').length;
  return found && found.line > lines ? { line: lines, near: 'its end' } : found;
};

type Problem = ValuesOf<'InvalidLua'>;

const decide = (code: string): Problem | undefined => {
  const names = FUNCTIONS.filter((name) => code.includes(name));
  if (names.length === 0) return { case: 'functions' };
  for (const name of names) {
    const of = syntaxFault(code, name);
    if (of) return { case: 'syntax', of };
  }
  return undefined;
};

const byScript = (): Map<string, Problem | undefined> => new Map();

/** Computed once for each script, because many policies may refer to the same one. */
const problemOf = (snapshot: Snapshot, code: string): Problem | undefined => {
  const all = snapshot.index(byScript);
  if (!all.has(code)) all.set(code, decide(code));
  return all.get(code);
};

const checkScript = (report: PolicyReport, at: string, code: string): void => {
  const problem = problemOf(report.snapshot, code);
  if (problem && !(problem.case === 'syntax' && isUnchecked(report))) report.invalid(at, 'InvalidLua', problem);
};

/** What Envoy Gateway refuses of the scripts. */
export const checkLua = (report: PolicyReport): void => {
  const scripts = entries(report.spec.lua);
  if (scripts.length === 0) return;
  if (isDisabled(report.snapshot)) {
    report.invalid('spec.lua', 'InvalidLua', { case: 'disabled' });
    return;
  }
  for (const [i, lua] of scripts.entries()) {
    const at = lua.type === 'ValueRef' ? `spec.lua[${i}].valueRef` : `spec.lua[${i}].inline`;
    const code =
      lua.type === 'ValueRef'
        ? checkConfigMap(report, at, text(fields(lua.valueRef).name) ?? '', { key: 'lua', orAny: true })?.value
        : text(lua.inline);
    if (code !== undefined) checkScript(report, at, code);
  }
};
