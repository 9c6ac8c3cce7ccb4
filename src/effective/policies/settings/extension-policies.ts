// What Envoy Gateway refuses of an EnvoyExtensionPolicy (envoyextensionpolicy.go). Whether a Wasm module can be loaded is not known here.
import { parseRequestUri } from '../../../values/go-url.ts';
import type { ConditionRule } from '../../conditions/condition.ts';
import { proxySpecs } from '../../gateways/controllers.ts';
import { entries, type Fields, fields, refOf, text } from '../../objects/loose-objects.ts';
import { checkClusterSettings } from './cluster-settings.ts';
import { dataAt, secretEntry } from './data-refs.ts';
import { checkService } from './ext-services.ts';
import { checkLua } from './lua-scripts.ts';
import { examineAll } from './merged-policies.ts';
import type { PolicyReport } from './policy-report.ts';
import { areProxiesKnown } from './proxies-of-policy.ts';
import { gatewaysOf } from './targets-of-policy.ts';

/** buildWasm: the CA of the server, and the credentials of a registry. */
const checkWasm = (report: PolicyReport): void => {
  for (const [i, wasm] of entries(report.spec.wasm).entries())
    for (const source of ['http', 'image']) {
      const at = `spec.wasm[${i}].code.${source}`;
      const { tls, pullSecretRef } = fields(fields(wasm.code)[source]);
      const ca = fields(tls).caCertificateRef;
      if (ca !== undefined) dataAt(report, `${at}.tls.caCertificateRef`, refOf(ca), 'ca.crt');
      if (pullSecretRef !== undefined)
        secretEntry(report, `${at}.pullSecretRef`, refOf(pullSecretRef), '.dockerconfigjson');
    }
};

/** buildExtProc. */
const checkProcessors = (report: PolicyReport): void => {
  for (const [i, processor] of entries(report.spec.extProc).entries()) {
    const at = `spec.extProc[${i}]`;
    checkService(report, at, processor);
    checkClusterSettings(report, `${at}.backendSettings`, fields(processor.backendSettings));
  }
};

/** The URL of a module, as validateDynamicModuleRemoteURL requires it. */
const isModuleUrl = (value: string): boolean => {
  const parsed = parseRequestUri(value);
  if ('problem' in parsed) return false;
  const { scheme, host } = parsed.url;
  return (scheme === 'http' || scheme === 'https') && host.replace(/:\d*$/, '') !== '';
};

/** Why a registered module cannot be loaded. */
const checkModule = (report: PolicyReport, at: string, module: Fields): void => {
  const source = fields(module.source);
  const value = text(fields(source.remote).url);
  if (source.type === 'Remote' && value !== undefined && !isModuleUrl(value))
    report.refuse(at, { case: 'moduleUrl', of: { value } });
};

/** buildDynamicModules: a module must be in the list of the EnvoyProxy. */
const checkModules = (report: PolicyReport): void => {
  const wanted = entries(report.spec.dynamicModule);
  if (wanted.length === 0) return;
  for (const gateway of gatewaysOf(report.snapshot, report.policy)) {
    if (!areProxiesKnown(report.snapshot, gateway)) continue;
    const registered = new Map(
      proxySpecs(report.snapshot, gateway)
        .flatMap((spec) => entries(spec.dynamicModules))
        .map((module) => [text(module.name), module]),
    );
    for (const [i, { name }] of wanted.entries()) {
      const at = `spec.dynamicModule[${i}].name`;
      const module = registered.get(text(name));
      if (module) checkModule(report, at, module);
      else report.invalid(at, 'UnregisteredModule', { module: text(name) ?? '' });
    }
    return;
  }
};

const examine = (report: PolicyReport): void => {
  checkWasm(report);
  checkLua(report);
  checkProcessors(report);
  checkModules(report);
};

/** EnvoyExtensionPolicies that are not accepted. */
export const extensionPolicies: ConditionRule = (snapshot, conclude) =>
  examineAll(snapshot, conclude, 'EnvoyExtensionPolicy', examine);
