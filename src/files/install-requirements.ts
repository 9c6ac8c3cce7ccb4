import type { Intent } from '../model/intent.ts';

/** What an installation of Envoy Gateway by somebody else must have for these manifests, as Helm values. */
export const requirementsOf = ({ install, mesh }: Intent): { setting: string; words: string }[] => {
  const limits = install.rateLimitService;
  const values = 'config.envoyGateway.';
  return [
    { setting: install.oldest, words: ` or a later patch version, in namespace ${install.namespace}` },
    {
      setting: `${values}provider.kubernetes.deploy.type: ${install.proxies.mode}`,
      words: install.proxies.mode === 'ControllerNamespace' ? ' (the default)' : '',
    },
    ...(install.enableBackend ? [{ setting: `${values}extensionApis.enableBackend: true`, words: '' }] : []),
    ...(mesh?.sds ? [{ setting: `${values}extensionApis.enableSDSSecretRef: true`, words: '' }] : []),
    ...(limits
      ? [
          {
            setting: `${values}rateLimit.backend.redis.url: ${limits.redis.url}`,
            words: ' (type: Redis), the same Redis for all answers files of the cluster',
          },
          {
            setting: `${values}rateLimit.failClosed: ${limits.failClosed}`,
            words: limits.failClosed
              ? ': while Redis is unreachable, routes with limits answer 500'
              : ': while Redis is unreachable, requests are not limited',
          },
        ]
      : []),
  ];
};
