// Lua scripts of an EnvoyExtensionPolicy (buildLua in envoyextensionpolicy.go, luavalidator). Envoy Gateway also runs the script; what
// happens then is not known here.

import { entries, fields, text } from '../../objects/loose-objects.ts';
import type { Snapshot } from '../../snapshot.ts';
import { checkConfigMap } from './data-refs.ts';
import type { PolicyReport } from './policy-report.ts';

/** LuaDisabled in api/v1alpha1/envoygateway_helpers.go; undefined: the configuration is not known. */
const isDisabled = ({ config }: Snapshot): boolean | undefined => {
  if (config === undefined) return undefined;
  const { enableLua, disableLua } = fields(fields(config).extensionApis);
  return enableLua !== true && disableLua !== false;
};

const FUNCTIONS = ['envoy_on_request', 'envoy_on_response'];

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
    if (code !== undefined && !FUNCTIONS.some((name) => code.includes(name)))
      report.invalid(at, 'InvalidLua', { case: 'functions' });
  }
};
