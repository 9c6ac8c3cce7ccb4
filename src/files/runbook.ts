import applySpec from '../../templates/apply.md.hbs';
import spec from '../../templates/README.md.hbs';
import { kindOfIntent } from '../auth/kinds.ts';
import { REQUESTED_HOST } from '../auth/oidc/oidc.ts';
import { hasNodePorts, parentOf } from '../model/gateway-labels.ts';
import type { Intent } from '../model/intent.ts';
import { fileOf, folderOf, STAGES } from '../stages.ts';
import { fileNamed, generateCommand } from './answers-origin.ts';
import { failures } from './failures/failures.ts';
import { wordsOf } from './header.ts';
import { hostRows } from './host-rows.ts';
import { requirementsOf } from './install-requirements.ts';
import { prunableOf } from './prunable.ts';
import { reference } from './reference.ts';
import type { RenderInput } from './render-input.ts';
import { assembled, noticesSection, servicesSection } from './runbook-sections.ts';
import { secretRows } from './secret-rows.ts';
import { factsOf } from './service-facts.ts';
import { fill } from './template.ts';
import { asksCertificates, isUntrusted } from './validate-options.ts';
import { wayBack } from './way-back.ts';

/** What must be registered at providers, for each login and each of its hosts. */
const registeredOf = ({ security, routes, gateway: g }: Intent) =>
  security.flatMap(({ name, auth }) =>
    auth.flatMap((a) => {
      const { method, redirectURL, logoutPath } = kindOfIntent(a).registered(a) ?? {};
      if (method === undefined || redirectURL === undefined) return [];
      const hosts = redirectURL.includes(REQUESTED_HOST)
        ? new Set(routes.filter((r) => r.security === name).flatMap((r) => r.hosts))
        : [new URL(redirectURL).host];
      return [...hosts].map((host) => ({
        method,
        redirectURL: redirectURL.replace(REQUESTED_HOST, host),
        logout: `https://${host === '*' ? g.hostname : host}${logoutPath}`,
      }));
    }),
  );

/** The numbers of the steps that a gateway has. */
const numbered = (steps: readonly (string | false)[]): Record<string, number> =>
  Object.fromEntries(steps.filter((s) => s !== false).map((s, i) => [s, i + 1]));

const storeWords = ({ secretStore: s, secrets }: Intent) =>
  s && secrets.length > 0
    ? {
        name: `${s.kind} ${s.name}`,
        refresh: s.refresh,
        rows: secrets.map((each) => ({
          remote: `${s.prefix}${each.name}`,
          holds: each.keys.map(([key, holds]) => `${key}: ${holds}`).join('; '),
        })),
      }
    : false;

/** How to apply, change and roll back. */
const applySection = ({ intent, files, answersFile }: RenderInput): string => {
  const { gateway: g } = intent;
  const { kinds: prunable, selector } = prunableOf(intent);
  const secrets = secretRows(intent);
  return fill(applySpec, 'markdown', {
    namespace: g.namespace,
    version: intent.install.version,
    file: fileNamed(answersFile) ?? '',
    generate: generateCommand(answersFile),
    back: wayBack(intent, intent.delivery === undefined ? 0 : 1),
    generates: fileNamed(answersFile) !== undefined && wayBack(intent, intent.delivery === undefined ? 0 : 1) !== '',
    output: intent.output,
    untrusted: isUntrusted(intent),
    asksCertificates: asksCertificates(intent),
    parent: parentOf(g),
    attached: g.attach !== undefined,
    installs: intent.install.byThisFile,
    requirements: intent.install.byThisFile ? [] : requirementsOf(intent),
    nodePort: hasNodePorts(g),
    step: numbered([
      'install',
      intent.secrets.length > 0 && 'secrets',
      g.attach !== undefined && 'guards',
      'apply',
      'verify',
    ]),
    stages:
      files.length > 12
        ? [...new Set(files.map((f) => f.stage))].map((stage) => ({ path: STAGES[stage].name, words: wordsOf(stage) }))
        : files.map((f) => ({ path: f.path, words: wordsOf(f.stage) })),
    prunable,
    many: files.some((f) => f.path.startsWith(folderOf('httpRoutes'))),
    // A stage with many services is a folder, which is applied as a whole.
    ending: files.some((f) => f.path === fileOf('httpRoutes')) ? '.yaml' : '',
    kinds: [
      ...(g.attach ? [] : ['gateway', 'envoyproxy']),
      ...prunable.map((k) => k.split('/')[2]!.toLowerCase()),
    ].join(','),
    redis: intent.install.rateLimitService?.redis.deploy ?? false,
    // The ClientTrafficPolicy names these filters, so routes that no longer need one must be applied before it.
    ownFilters: intent.client.filtersHeader !== undefined && files.some((f) => f.stage === 'securityPolicies'),
    store: storeWords(intent),
    secrets,
    oidc: registeredOf(intent),
    selector,
  });
};

/** README.md of the output folder: what the gateway does, how to apply, change and roll back, and what to do when requests fail. */
export const runbook = (input: RenderInput): string => {
  const { intent, files, answersFile, toolVersion } = input;
  const { gateway: g } = intent;
  const facts = factsOf(intent);
  const title = fill(spec, 'markdown', {
    hostname: g.hostname,
    hosts: hostRows(intent),
    anyHost: g.anyHostReason !== undefined,
    answersFile,
    file: fileNamed(answersFile) ?? '',
    toolVersion,
  });
  return assembled(intent, facts, [
    title,
    servicesSection(intent, facts, files),
    noticesSection(intent),
    applySection(input),
    failures(intent, facts, files),
    reference(intent),
  ]);
};
