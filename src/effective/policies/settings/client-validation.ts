// How a ClientTrafficPolicy verifies the certificates of clients (buildListenerTLSParameters in clienttrafficpolicy.go).
import { DAYS } from '../../certificates/key-pairs.ts';
import { certificateOf, pemBlocks } from '../../certificates/pem.ts';
import { revocationList } from '../../certificates/revocation-lists.ts';
import { entries, type Fields, fields, type Ref, refOf } from '../../objects/loose-objects.ts';
import { dataAt } from './data-refs.ts';
import type { PolicyReport } from './policy-report.ts';

const SUITES = new Set(
  `ECDHE-ECDSA-AES128-GCM-SHA256 TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256
  ECDHE-RSA-AES128-GCM-SHA256 TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256
  ECDHE-ECDSA-AES256-GCM-SHA384 TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384
  ECDHE-RSA-AES256-GCM-SHA384 TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384
  ECDHE-ECDSA-CHACHA20-POLY1305 TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256
  ECDHE-RSA-CHACHA20-POLY1305 TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256
  ECDHE-ECDSA-AES128-SHA TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA ECDHE-RSA-AES128-SHA TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA
  AES128-GCM-SHA256 TLS_RSA_WITH_AES_128_GCM_SHA256 AES128-SHA TLS_RSA_WITH_AES_128_CBC_SHA
  ECDHE-ECDSA-AES256-SHA TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA ECDHE-RSA-AES256-SHA TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA
  AES256-GCM-SHA384 TLS_RSA_WITH_AES_256_GCM_SHA384 AES256-SHA TLS_RSA_WITH_AES_256_CBC_SHA`.split(/\s+/),
);

/** filterValidCACertificates in tls.go: expired certificates are left out, and one must remain. */
const hasValidCa = (pem: string, now: number | undefined): boolean =>
  pemBlocks(pem).some((block) => {
    const certificate = certificateOf(block);
    if (!certificate) return false;
    return (
      now === undefined || (Date.parse(certificate.validTo) >= now && Date.parse(certificate.validFrom) <= now + DAYS)
    );
  });

const checkRevocations = (report: PolicyReport, at: string, ref: Ref): void => {
  const found = dataAt(report, at, ref, 'ca.crl');
  if (!found) return;
  const { kind, metadata } = found.object;
  const [block] = pemBlocks(found.text);
  const base64 = block?.text.split('\n').filter((line) => !line.startsWith('-----') && !line.includes(':')) ?? [];
  const list = block && revocationList(Buffer.from(base64.join(''), 'base64'));
  const refuse = (kase: 'crlInvalid' | 'crlExpired'): void =>
    report.invalid(at, 'InvalidClientSetting', { case: kase, of: { kind, name: metadata.name } });
  const { now } = report.snapshot;
  if (!list) refuse('crlInvalid');
  else if (now !== undefined && ((list.nextUpdate ?? now) < now || list.thisUpdate > now + DAYS)) refuse('crlExpired');
};

const checkAuthorities = (report: PolicyReport, validation: Fields): void => {
  const at = 'spec.tls.clientValidation.caCertificateRefs';
  const refs = entries(validation.caCertificateRefs);
  for (const [i, given] of refs.entries()) {
    const found = dataAt(report, `${at}[${i}]`, refOf(given), 'ca.crt');
    if (!found || hasValidCa(found.text, report.snapshot.now)) continue;
    const { kind, metadata } = found.object;
    report.invalid(`${at}[${i}]`, 'InvalidClientSetting', { case: 'caInvalid', of: { kind, name: metadata.name } });
  }
  const byOptional = validation.optional === true ? 'VerifyIfGiven' : 'RequireAndVerify';
  const mode = typeof validation.mode === 'string' ? validation.mode : byOptional;
  if (refs.length === 0 && (mode === 'VerifyIfGiven' || mode === 'RequireAndVerify'))
    report.invalid('spec.tls.clientValidation', 'InvalidClientSetting', { case: 'caMissing', of: { mode } });
};

/** The TLS settings of a policy that applies to a listener with TLS. */
export const checkClientTls = (report: PolicyReport): void => {
  const { ciphers, clientValidation } = fields(report.spec.tls);
  for (const [i, cipher] of (Array.isArray(ciphers) ? ciphers : []).entries())
    if (typeof cipher === 'string' && !SUITES.has(cipher))
      report.invalid(`spec.tls.ciphers[${i}]`, 'InvalidClientSetting', { case: 'cipher', of: { cipher } });
  if (clientValidation === undefined || clientValidation === null) return;
  const validation = fields(clientValidation);
  checkAuthorities(report, validation);
  for (const [i, given] of entries(fields(validation.crl).refs).entries())
    checkRevocations(report, `spec.tls.clientValidation.crl.refs[${i}]`, refOf(given));
};
