import { type Found, found, type Rule } from './rule.ts';

/** Values that other answers decide, and the answer; the manifests rely on them. */
const DECIDED: readonly [path: readonly string[], by: string][] = [
  [['config', 'envoyGateway', 'gateway', 'controllerName'], ''],
  [['config', 'envoyGateway', 'provider', 'type'], ''],
  [['config', 'envoyGateway', 'provider', 'kubernetes', 'deploy'], 'envoyGateway.proxies'],
  [['config', 'envoyGateway', 'provider', 'kubernetes', 'rateLimitDeployment'], 'rateLimit'],
  [['config', 'envoyGateway', 'rateLimit'], 'rateLimit'],
  [['config', 'envoyGateway', 'extensionApis', 'enableBackend'], 'backend'],
  [['config', 'envoyGateway', 'extensionApis', 'enableSDSSecretRef'], 'mesh'],
  [['deployment', 'replicas'], 'envoyGateway.replicas'],
];

const isSet = (value: unknown, path: readonly string[]): boolean =>
  path.reduce<unknown>(
    (v, k) =>
      typeof v === 'object' && v !== null && Object.hasOwn(v, k) ? (v as Record<string, unknown>)[k] : undefined,
    value,
  ) !== undefined;

/** Refuses Helm values on which the generated manifests rely. */
export const helmValuesRules: Rule = ({ envoyGateway }, view): Found[] =>
  view
    ? []
    : DECIDED.filter(([path]) => isSet(envoyGateway?.values, path)).map(([path, by]) =>
        found(['envoyGateway', 'values', ...path], 'HelmValueDecided', { value: path.join('.'), by }),
      );
