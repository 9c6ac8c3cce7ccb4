import { hostPlan } from '../hosts.ts';
import { oldestVersion } from '../oldest-version.ts';
import { found, type Rule } from './rule.ts';

export const tlsRules: Rule = (answers) => {
  const { tls, envoyGateway, auth, cors } = answers;
  const out = [];
  const given = (['issuer', 'secret', 'selfSigned', 'attached'] as const).filter((k) => tls[k] !== undefined);
  const hosts = hostPlan(answers).declared;
  const unused = hosts.length > 0 && hosts.every((d) => d.secret !== undefined || d.issuer !== undefined);
  if (given.length === 0 && !unused) out.push(found(['tls'], 'CertificateMissing'));
  if (given.length > 0 && unused) out.push(found(['tls', given[0]!], 'CertificateUnused', { key: given[0]! }));
  if (given.length > 1) out.push(found(['tls'], 'SeveralCertificates', { keys: given }));
  if (tls.acme && tls.issuer === undefined) out.push(found(['tls', 'acme'], 'AcmeWithoutIssuer'));
  if (envoyGateway?.version === 'v1.9.0' && oldestVersion({ auth }) !== 'v1.9.0')
    out.push(found(['envoyGateway', 'version'], 'OidcNeedsNewerVersion'));
  if (cors?.credentials && cors.origins.some((o) => o.includes('*')))
    out.push(found(['cors', 'credentials'], 'CredentialsForWildcard'));
  return out;
};
