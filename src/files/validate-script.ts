import table from '../../templates/validate.sh.hbs';
import engine from '../../templates/validate-engine.sh.hbs';
import type { Credential } from '../auth/credential.ts';
import { HTTP_LISTENER } from '../model/fixed-names.ts';
import { hasNodePorts, parentOf, proxyLabels } from '../model/gateway-labels.ts';
import type { Intent } from '../model/intent.ts';
import { chunks } from '../model/object-names.ts';
import { variablesOf } from '../probes/credentials.ts';
import { answeredLimits } from '../probes/groups/limits-probes.ts';
import { PROBE_IMAGE, type Probe } from '../probes/probe.ts';
import { namedInHeaders } from './answers-origin.ts';
import type { PlacedProbe } from './pointers.ts';
import { fill } from './template.ts';
import { asksCertificates } from './validate-options.ts';
import { validateRows } from './validate-rows.ts';

/** Number of lines in one function of the script, because bash needs stack for each line of a function. */
const MOST_LINES = 400;

/** Extended expressions: the listeners that routes name, and the routes that the http listener also serves. */
const listenerPatterns = ({ gateway: g, routes }: Intent): string[] => {
  if (g.attach) return [`=${g.listeners[0]!.name}$`];
  const names = [...new Set(routes.flatMap((r) => r.listeners))];
  const others = names.every((n) => n === 'https' || n === HTTP_LISTENER) ? 'https' : `(${names.join('|')})`;
  return [
    `=${others}${others === 'https' ? '' : `( ${others})*`}$`,
    ...routes
      .filter((r) => r.listeners.includes(HTTP_LISTENER))
      .map((r) => `^${r.name}=(https[^ ]* )+${HTTP_LISTENER}$`),
  ];
};

const credentialsOf = (probes: readonly Probe[]): Credential[] =>
  probes.flatMap((p) => ('request' in p.check ? [p.check.request.credential] : []));

/** What the script does only for some gateways. */
const featuresOf = (intent: Intent): string[] => {
  const { gateway: g } = intent;
  return [
    ...(asksCertificates(intent) ? ['client-auth'] : []),
    ...(intent.network || (intent.mesh && intent.mesh.mode !== 'permissive') ? ['network'] : []),
    // The address of the Gateway is that of the load balancer only if its Service has this type.
    ...(g.terminated !== undefined && g.service.type !== 'LoadBalancer' ? ['no-address'] : []),
    ...(hasNodePorts(g) ? ['node-ports'] : []),
    ...(g.terminated ? ['terminated'] : []),
  ];
};

/** validate.sh, without its checksum: what differs between gateways, and one line for each check, or for several alike. */
export const renderValidate = (
  intent: Intent,
  placed: readonly PlacedProbe[],
  { answersFile, toolVersion }: { answersFile: string; toolVersion: string },
): string => {
  const probes = placed.map((p) => p.probe);
  const { gateway: g, namespace } = intent;
  const rows = validateRows(placed, { hostname: g.hostname, namespace, listeners: listenerPatterns(intent) });
  const parts = chunks(rows, MOST_LINES).map((part, i) => ({
    number: i + 1,
    rows: part.map(({ words, indent }) => ({ words, indent })),
  }));
  return fill(table, 'shell', {
    named: namedInHeaders(answersFile),
    toolVersion,
    total: probes.length,
    hostname: g.hostname,
    gateway: parentOf(g).name,
    gatewayNamespace: intent.team === undefined && g.attach === undefined ? namespace : parentOf(g).namespace,
    namespace,
    egNamespace: intent.install.proxies.namespace,
    proxies: Object.entries(proxyLabels(g))
      .map(([label, value]) => `${label}=${value}`)
      .join(','),
    partOf: g.attach ? g.name : parentOf(g).name,
    features: featuresOf(intent).join(' '),
    limits: answeredLimits(intent),
    variables: variablesOf(credentialsOf(probes)).map((v) => ({ words: [v.name, v.holds] })),
    parts,
    partCount: parts.length,
  });
};

/** validate-engine.sh, without its checksum. It is the same for every gateway. */
export const renderEngine = (toolVersion: string): string =>
  fill(engine, 'shell', { toolVersion, probeImage: PROBE_IMAGE });
