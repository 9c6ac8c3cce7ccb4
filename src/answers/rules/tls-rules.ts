import { oldestVersion } from '../oldest-version.ts';
import { found, type Rule } from './rule.ts';

export const tlsRules: Rule = ({ tls, envoyGateway, auth, cors }) => {
  const out = [];
  const given = (['issuer', 'secret', 'selfSigned'] as const).filter((k) => tls[k] !== undefined);
  if (given.length !== 1)
    out.push(
      found(
        ['tls'],
        given.length === 0 ? 'CertificateMissing' : 'SeveralCertificates',
        given.length === 0
          ? 'No certificate is named.'
          : `The certificate is given ${given.length} times: ${given.join(', ')}.`,
        'The https listener has exactly one certificate.',
        'Keep one of issuer, secret and selfSigned.',
      ),
    );
  if (tls.acme && tls.issuer === undefined)
    out.push(
      found(
        ['tls', 'acme'],
        'AcmeWithoutIssuer',
        'acme is given without an issuer.',
        'It describes the issuer that is to be written.',
        'Add issuer: letsencrypt-prod, or remove acme.',
      ),
    );
  if (envoyGateway?.version === 'v1.9.0' && oldestVersion({ auth }) !== 'v1.9.0')
    out.push(
      found(
        ['envoyGateway', 'version'],
        'OidcNeedsNewerVersion',
        'OIDC needs Envoy Gateway v1.9.1.',
        'Before it, login cookies are encrypted in a way that can be broken (CVE-2026-47775).',
        'Write v1.9.1.',
      ),
    );
  if (cors?.credentials && cors.origins.some((o) => o.includes('*')))
    out.push(
      found(
        ['cors', 'credentials'],
        'CredentialsForWildcard',
        'Credentials are allowed for origins with "*".',
        'Every site below that name could act for whoever visits it.',
        'Name the origins, or remove credentials.',
      ),
    );
  return out;
};
