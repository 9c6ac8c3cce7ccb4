import spec from '../../templates/install.sh.hbs';
import type { RenderInput } from './render.ts';
import { fill } from './template.ts';

/** install.sh: Envoy Gateway by Helm where it is absent, after a look at what must exist first. */
export const installScript = ({ intent, answersFile, toolVersion }: RenderInput): string => {
  const { install, gateway } = intent;
  const namespaces = [...new Set([gateway.namespace, ...intent.grants.map((g) => g.namespace)])].filter(
    (n) => n !== 'default',
  );
  return fill(spec, 'shell', {
    answersFile,
    toolVersion,
    version: install.version,
    namespace: install.namespace,
    gatewayNamespace: gateway.namespace,
    namespaces,
    needsCertManager: install.needsCertManager,
    needsGatewayApiInCertManager: intent.certificate.from === 'issuer' && intent.certificate.emit?.type === 'acme',
    issuer: intent.certificate.from === 'issuer' && !intent.certificate.emit ? intent.certificate.issuer : null,
    prometheus: intent.observability.prometheus,
    secrets: intent.secrets.map((s) => ({ ...s })),
  });
};
