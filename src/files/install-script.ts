import spec from '../../templates/install.sh.hbs';
import type { InstallIntent } from '../model/intent.ts';
import { namedInHeaders } from './answers-origin.ts';
import type { RenderInput } from './render-input.ts';
import { fill } from './template.ts';

/** What a controller that runs already must have in its configuration: the text to look for, and what it is called. */
const settingsOf = ({ enableBackend, rateLimitService }: InstallIntent): { text: string; setting: string }[] => [
  ...(enableBackend ? [{ text: 'enableBackend: true', setting: 'extensionApis.enableBackend: true' }] : []),
  ...(rateLimitService
    ? [
        {
          text: `url: ${rateLimitService.redis.url}`,
          setting: `rateLimit.backend.redis.url: ${rateLimitService.redis.url}`,
        },
        {
          text: `failClosed: ${rateLimitService.failClosed}`,
          setting: `rateLimit.failClosed: ${rateLimitService.failClosed}`,
        },
      ]
    : []),
];

/** install.sh: Envoy Gateway by Helm where it is absent, after a look at what must exist first. */
export const installScript = ({ intent, answersFile, toolVersion }: RenderInput): string => {
  const { install, gateway, certificate } = intent;
  const backendNamespaces = [...new Set(intent.grants.map((g) => g.namespace))].filter((n) => n !== gateway.namespace);
  return fill(spec, 'shell', {
    named: namedInHeaders(answersFile),
    toolVersion,
    version: install.version,
    oldest: install.oldest,
    namespace: install.namespace,
    gatewayNamespace: gateway.namespace,
    backendNamespaces,
    needsCertManager: install.needsCertManager,
    needsGatewayApiInCertManager: certificate.from === 'issuer' && certificate.emit?.type === 'acme',
    issuer: certificate.from === 'issuer' && !certificate.emit ? certificate.issuer : null,
    prometheus: intent.observability.prometheus !== undefined,
    settings: settingsOf(install),
    secrets: (intent.secretStore ? [] : intent.secrets).map(({ name, namespace, purpose, command }) => ({
      name,
      namespace,
      purpose,
      command,
    })),
  });
};
