import { oldestVersion } from '../oldest-version.ts';
import { found, type Rule } from './rule.ts';

export const tlsRules: Rule = ({ tls, envoyGateway, auth, cors }) => {
  const out = [];
  const given = (['issuer', 'secret', 'selfSigned', 'attached'] as const).filter((k) => tls[k] !== undefined);
  if (given.length === 0) out.push(found(['tls'], 'CertificateMissing'));
  if (given.length > 1) out.push(found(['tls'], 'SeveralCertificates', { keys: given }));
  if (tls.acme && tls.issuer === undefined) out.push(found(['tls', 'acme'], 'AcmeWithoutIssuer'));
  if (envoyGateway?.version === 'v1.9.0' && oldestVersion({ auth }) !== 'v1.9.0')
    out.push(found(['envoyGateway', 'version'], 'OidcNeedsNewerVersion'));
  if (cors?.credentials && cors.origins.some((o) => o.includes('*')))
    out.push(found(['cors', 'credentials'], 'CredentialsForWildcard'));
  return out;
};
