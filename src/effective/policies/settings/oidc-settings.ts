// Logins of a SecurityPolicy (buildOIDC in securitypolicy.go). Endpoints that Envoy Gateway asks the issuer for are not known here.
import { parseIPv4, parseIPv6 } from '../../../values/go-net.ts';
import { parseUrl } from '../../../values/go-url.ts';
import { entries, type Fields, fields, refOf, text } from '../../objects/loose-objects.ts';
import { checkClusterSettings } from './cluster-settings.ts';
import { secretEntry } from './data-refs.ts';
import { checkService } from './ext-services.ts';
import type { PolicyReport } from './policy-report.ts';

const SCHEMES = new Set(['http', 'https', '%REQ(x-forwarded-proto)%']);

/** extractRedirectPath: a scheme, a host and a path other than the root. */
const isRedirect = (url: string): boolean => {
  const end = url.indexOf('://');
  const slash = url.indexOf('/', end + 3);
  return end > 0 && SCHEMES.has(url.slice(0, end)) && slash > end + 3 && url.slice(slash) !== '/';
};

/** validateTokenEndpoint: the host is a name. */
const isEndpoint = (value: string): boolean => {
  const parsed = parseUrl(value);
  if ('problem' in parsed) return false;
  const host = parsed.url.host.replace(/:\d*$/, '').replace(/^\[|\]$/g, '');
  return !parseIPv4(host) && !parseIPv6(host);
};

/** What Envoy Gateway refuses of a login. */
export const checkOidc = (report: PolicyReport): void => {
  if (report.spec.oidc === undefined) return;
  const oidc = fields(report.spec.oidc);
  const provider = fields(oidc.provider);
  const endpoint = text(provider.tokenEndpoint);
  if (endpoint !== undefined && !isEndpoint(endpoint))
    report.refuse('spec.oidc.provider.tokenEndpoint', { case: 'endpoint', of: { value: endpoint } });
  checkService(report, 'spec.oidc.provider', provider);
  checkClusterSettings(report, 'spec.oidc.provider.backendSettings', fields(provider.backendSettings));
  if (oidc.clientIDRef !== undefined)
    secretEntry(report, 'spec.oidc.clientIDRef', refOf(oidc.clientIDRef), 'client-id');
  secretEntry(report, 'spec.oidc.clientSecret', refOf(oidc.clientSecret), 'client-secret');
  const redirect = text(oidc.redirectURL);
  if (redirect !== undefined && !isRedirect(redirect))
    report.refuse('spec.oidc.redirectURL', { case: 'redirect', of: { value: redirect } });
};

const readsHeader = (provider: Fields): boolean =>
  provider.extractFrom === undefined || entries(fields(provider.extractFrom).headers).length > 0;

/** The headers from which a provider reads tokens. */
const headersOf = (provider: Fields): string[] =>
  provider.extractFrom === undefined
    ? ['authorization']
    : entries(fields(provider.extractFrom).headers).map((h) => (text(h.name) ?? '').toLowerCase());

/** What only policies of routes are checked for (validateSecurityPolicy): such a policy is left out. */
export const checkPassThrough = (report: PolicyReport): void => {
  const { passThroughAuthHeader, forwardIDToken } = fields(report.spec.oidc);
  if (passThroughAuthHeader !== true) return;
  const providers = entries(fields(report.spec.jwt).providers);
  if (!providers.some(readsHeader)) {
    report.invalid('spec.oidc.passThroughAuthHeader', 'PolicyLeftOut', { case: 'passThrough' });
    return;
  }
  const header = text(fields(forwardIDToken).header);
  if (header !== undefined && providers.flatMap(headersOf).includes(header.toLowerCase()))
    report.invalid('spec.oidc.forwardIDToken.header', 'PolicyLeftOut', { case: 'forwardedToken', of: { header } });
};
