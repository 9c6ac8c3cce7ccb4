// Token providers of a SecurityPolicy (buildJWT and validateJWTProvider in securitypolicy.go).
import { parseRequestUri } from '../../../values/go-url.ts';
import { entries, type Fields, fields, text } from '../../objects/loose-objects.ts';
import { checkClusterSettings } from './cluster-settings.ts';
import { checkConfigMap } from './data-refs.ts';
import { checkService } from './ext-services.ts';
import type { PolicyReport } from './policy-report.ts';

const NAME = /^([A-Za-z0-9][-A-Za-z0-9_.]{0,61})?[A-Za-z0-9]$/;
const PREFIX = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** IsQualifiedName of Kubernetes: a name, which a domain and a slash may precede. */
const isQualified = (name: string): boolean => {
  const [first = '', second, ...more] = name.split('/');
  if (second === undefined) return NAME.test(first);
  return more.length === 0 && PREFIX.test(first) && first.length <= 253 && NAME.test(second);
};

const checkIssuer = (report: PolicyReport, at: string, value: string): void => {
  if (value.includes(':')) {
    if ('problem' in parseRequestUri(value)) report.refuse(at, { case: 'issuerUri', of: { value } });
    // Go parses the address; a text that begins or ends with the sign is never one.
  } else if (value.startsWith('@') || value.endsWith('@')) report.refuse(at, { case: 'issuerAddress', of: { value } });
};

const checkKeys = (report: PolicyReport, at: string, provider: Fields): void => {
  const { type, valueRef } = fields(provider.localJWKS);
  if (type === 'ValueRef')
    checkConfigMap(report, `${at}.localJWKS.valueRef`, text(fields(valueRef).name) ?? '', { key: 'jwks', orAny: true });
  if (provider.remoteJWKS === undefined) return;
  const remote = fields(provider.remoteJWKS);
  const value = text(remote.uri) ?? '';
  if (value !== '' && 'problem' in parseRequestUri(value))
    report.refuse(`${at}.remoteJWKS.uri`, { case: 'keysUri', of: { value } });
  checkService(report, `${at}.remoteJWKS`, remote);
  checkClusterSettings(report, `${at}.remoteJWKS.backendSettings`, fields(remote.backendSettings));
};

/** What Envoy Gateway refuses of the token providers. */
export const checkJwt = (report: PolicyReport): void => {
  const names = new Set<string>();
  for (const [i, provider] of entries(fields(report.spec.jwt).providers).entries()) {
    const at = `spec.jwt.providers[${i}]`;
    const value = text(provider.name) ?? '';
    if (value !== '' && !isQualified(value)) report.refuse(`${at}.name`, { case: 'providerName', of: { value } });
    if (names.has(value)) report.refuse(`${at}.name`, { case: 'providerTwice', of: { value } });
    names.add(value);
    checkIssuer(report, `${at}.issuer`, text(provider.issuer) ?? '');
    checkKeys(report, at, provider);
  }
};
