import { hostPattern } from '../../answers/schema/hosts-schema.ts';
import type { Reader } from '../importer.ts';
import { placeholderIn } from '../neutral/placeholders.ts';
import type { Ledger } from '../report/ledger.ts';
import { SourceNode } from '../source/source-node.ts';
import { addressQuestion } from './ingress-access.ts';
import { aliasesIn } from './ingress-aliases.ts';
import { asked } from './ingress-annotations.ts';
import { sharedSecrets } from './ingress-auth.ts';
import { portsIn } from './ingress-backends.ts';
import { reportCanary } from './ingress-canary.ts';
import { isForeign, reportObject, reportOtherObject } from './ingress-class.ts';
import { clientCertificates } from './ingress-client-certificates.ts';
import { withDefaults } from './ingress-defaults.ts';
import { configMapsIn } from './ingress-headers.ts';
import { type Ingress, ingressesIn, type Location } from './ingress-objects.ts';
import { Reading } from './ingress-reading.ts';
import { appRoot, wwwRedirects } from './ingress-redirects.ts';
import { rootParts } from './ingress-root.ts';
import { hostSnippets, ofIngress } from './ingress-settings.ts';
import { targetParts } from './ingress-targets.ts';
import { reportRest } from './ingress-traffic.ts';
import { reportUnused } from './ingress-unused.ts';
import { NginxConfig } from './nginx-config.ts';

const isCanary = (i: Ingress): boolean => i.annotations.isOn('canary');

/** A location with a host that no request has counts as one without. */
const withHost = (location: Location, ledger: Ledger): Location => {
  const { host } = location;
  if (!host || placeholderIn(host.text) !== undefined || hostPattern.safeParse(host.text).success) return location;
  ledger.add(host, asked(host, 'That is no host name, and probably a placeholder. Set hostname of the service.'));
  return { ...location, host: undefined };
};

/** Hosts whose paths are all patterns. */
const patternHosts = (ingresses: readonly Ingress[]): Set<string> =>
  new Set(
    ingresses
      .filter((i) => !isForeign(i) && !isCanary(i))
      .flatMap(({ annotations: a, locations }) => {
        const target = a.read('rewrite-target').text?.trim() ?? '';
        return locations
          .filter((l) => a.isOn('use-regex') || (target !== '' && target !== (l.path.text?.trim() ?? '/')))
          .map((l) => l.host?.text ?? '');
      }),
  );

/** Ingress objects as services. */
export const readIngress: Reader = (documents, ledger) => {
  const objects = documents.map((d) => new SourceNode(d));
  const read = ingressesIn(objects).map((i) => ({ ...i, locations: i.locations.map((l) => withHost(l, ledger)) }));
  const isServed = (i: Ingress): boolean => !isCanary(i) && !isForeign(i);
  const served = new Map(withDefaults(read.filter(isServed), ledger).map((i) => [i.place, i]));
  const ingresses = read.map((i) => served.get(i.place) ?? i);
  const config = NginxConfig.in(objects);
  const maps = configMapsIn(objects);
  for (const object of objects) reportOtherObject(object, ledger);
  if (ingresses.length === 0) return { services: [], root: [], lists: [] };
  const ours = ingresses.filter((i) => !isForeign(i));
  const main = ingresses.filter((i) => !isCanary(i));
  const reading = new Reading(ledger, portsIn(objects), patternHosts(ingresses), ingresses.filter(isCanary));
  const certificates = clientCertificates(
    ours.filter((i) => !isCanary(i)),
    ledger,
  );
  const around = {
    config,
    maps,
    ledger,
    snippets: hostSnippets(ours, config, ledger),
    shared: sharedSecrets(ours),
    aliases: aliasesIn(
      ours.filter((i) => !isCanary(i)),
      ledger,
    ),
  };
  const hostsServed = new Set(ingresses.flatMap((i) => i.locations.map((l) => l.host?.text ?? '')));
  const root =
    ours.length > 0
      ? rootParts(
          config,
          maps,
          ours.some((i) => i.node.get('spec', 'tls').items.length > 0),
          ledger,
        )
      : [];
  let isAddressAsked = root.some((p) => p.key === 'traffic.clientsBehind');
  for (const ingress of ingresses) reportObject(ingress, ledger);
  for (const ingress of main) {
    const of = ofIngress(ingress, { ...around, obstacle: certificates.obstacles.get(ingress) });
    const question = isAddressAsked ? undefined : addressQuestion(of.parts);
    if (question) {
      ledger.add(ingress.annotations.node.get('traffic.clientsBehind'), question.said, ['traffic.clientsBehind']);
      isAddressAsked = true;
    }
    const hosts = [
      ...new Map(ingress.locations.flatMap((l) => (l.host ? [[l.host.text, l.host] as const] : []))).values(),
    ];
    if (!of.isForeign)
      reading.lists.push(
        ...appRoot(ingress.annotations, hosts, ledger),
        ...wwwRedirects(ingress.annotations, hosts, hostsServed, ledger),
      );
    for (const location of ingress.locations) reading.location(of, location);
    reportRest(ingress.annotations, ledger);
  }
  config.reportRest(ledger);
  const services = reading.finish();
  for (const ingress of ingresses.filter(isCanary)) reportCanary(ingress, ledger);
  reportUnused(ingresses, services, reading.lists, ledger);
  return {
    services,
    root: [...root, ...certificates.root, ...targetParts(ingresses)],
    lists: reading.lists,
    lost: reading.lost,
  };
};
