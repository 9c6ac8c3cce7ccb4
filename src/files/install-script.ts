import spec from '../../templates/install.sh.hbs';
import type { InstallIntent, Intent } from '../model/intent.ts';
import { namedInHeaders } from './answers-origin.ts';
import type { RenderInput } from './render-input.ts';
import { fill } from './template.ts';

/** Settings that an existing controller must have: the text to search for in its configuration, and the name to print. */
const settingsOf = ({
  enableBackend,
  enableLua,
  rateLimitService,
}: InstallIntent): { text: string; setting: string }[] => [
  ...(enableBackend ? [{ text: 'enableBackend: true', setting: 'extensionApis.enableBackend: true' }] : []),
  ...(enableLua ? [{ text: 'enableLua: true', setting: 'extensionApis.enableLua: true' }] : []),
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

/** The issuers that must exist, each once. */
const existingIssuers = ({ certificate: c, gateway }: Intent): { kind: string; name: string }[] => {
  const of = gateway.certificates.flatMap((x) => {
    if (!x.issued) return [];
    return x.issuer ?? (c.from === 'issuer' && !c.emit ? c.issuer : []);
  });
  return [...new Map(of.map((i) => [`${i.kind} ${i.name}`, i])).values()];
};

interface MissingSecret {
  readonly name: string;
  readonly namespace: string;
  readonly purpose: string;
  readonly command: string;
}

/** Credentials of registries, which must exist where the pods run. */
const pullSecretsOf = ({ install, proxyPods }: Intent): MissingSecret[] => {
  const all = [
    ...install.controller.imagePullSecrets.map((name) => ({ name, namespace: install.namespace })),
    ...proxyPods.imagePullSecrets.map((name) => ({ name, namespace: install.proxies.namespace })),
  ];
  const each = [...new Map(all.map((s) => [`${s.namespace}/${s.name}`, s])).values()];
  return each.map(({ name, namespace }) => ({
    name,
    namespace,
    purpose: 'Credentials of the image registry',
    command: `kubectl create secret docker-registry ${name} --namespace ${namespace} --from-file=.dockerconfigjson=config.json`,
  }));
};

/** install.sh: checks the prerequisites and installs Envoy Gateway with Helm if it is absent. */
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
    issuers: existingIssuers(intent),
    prometheus: intent.observability.prometheus !== undefined,
    settings: settingsOf(install),
    secrets: [
      ...pullSecretsOf(intent),
      ...(intent.secretStore ? [] : intent.secrets).map(({ name, namespace, purpose, command }) => ({
        name,
        namespace,
        purpose,
        command,
      })),
    ],
  });
};
