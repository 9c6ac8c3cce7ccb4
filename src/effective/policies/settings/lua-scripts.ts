// Lua scripts of an EnvoyExtensionPolicy (buildLua in envoyextensionpolicy.go, luavalidator). Envoy Gateway also runs the script; what
// happens then is not known here.

import { type LuaFault, luaFault } from '../../../values/lua-syntax.ts';
import { proxySpecs } from '../../listeners/controllers.ts';
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
const syntaxFault = (code: string): LuaFault | undefined => {
  for (const name of FUNCTIONS.filter((f) => code.includes(f))) {
    const found = luaFault(`${code}\n${name}(StreamHandle)`);
    const lines = code.split('\n').length;
    if (found) return found.line > lines ? { line: lines, near: 'its end' } : found;
  }
  return undefined;
};

const checkScript = (report: PolicyReport, at: string, code: string): void => {
  if (!FUNCTIONS.some((name) => code.includes(name))) {
    report.invalid(at, 'InvalidLua', { case: 'functions' });
    return;
  }
  const found = isUnchecked(report) ? undefined : syntaxFault(code);
  if (found) report.invalid(at, 'InvalidLua', { case: 'syntax', of: found });
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
