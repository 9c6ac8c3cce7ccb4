// The neutral form as answers. It records in the ledger which answer contains each source value.
import type { Tree } from '../../answers/yaml-layout.ts';
import { type Ledger, said } from '../report/ledger.ts';
import type { SourceNode } from '../source/source-node.ts';
import { AnswersWriter } from './answers-writer.ts';
import { grouped } from './grouping.ts';
import type { LostRequests } from './lost-paths.ts';
import { Names } from './naming.ts';
import type { Neutral, Sourced } from './neutral.ts';

export { UNDECIDED } from './undecided.ts';

/** Answers with the source values of each. */
export interface Converted {
  readonly answers: Tree;
  /** By key: `services.users.rewrite`. */
  readonly origins: Map<string, readonly SourceNode[]>;
  /** By key and value, of an item of a list: `services.users.paths=/v1`. */
  readonly items: Map<string, readonly SourceNode[]>;
  /** The object of the source that a service is made of: `services.users`; with an empty key, the first of all. */
  readonly places: Map<string, SourceNode>;
  /** Of an item of a list at the top: its index changes when another item is left out. */
  readonly objects: Map<Tree, readonly SourceNode[]>;
  /** Requests that the reader could not say. */
  readonly lost: readonly LostRequests[];
}

const valuesOf = (list: readonly Sourced[]): string => [...new Set(list.map((s) => s.value))].sort().join(' ');

/** Makes answers from the neutral form; the ledger gets an entry for each of its source values. */
export const toAnswers = (neutral: Neutral, ledger: Ledger): Converted => {
  const writer = new AnswersWriter(ledger);
  const { answers } = writer;
  const services = grouped(neutral.services);
  const hosts = [...new Set(services.flatMap((s) => s.hosts.map((h) => h.value)))];
  const everyHost = valuesOf(hosts.map((value) => ({ value, from: [] })));
  const isHostGiven = neutral.root.some((p) => p.key === 'hostname' || p.key === 'hostnames');
  if (!isHostGiven && hosts.length === 1 && !hosts[0]!.includes('*')) answers.hostname = hosts[0];
  else if (!isHostGiven && hosts.length > 0) answers.hostnames = hosts;
  for (const part of neutral.root) writer.part(answers, '', part);
  const names = new Names('service');
  const named = services.map((service) => ({ service, name: names.of(service.name) }));
  if (named.length > 0)
    answers.services = named.map(({ service, name }) =>
      writer.service(service, name, service.hosts.length > 0 && valuesOf(service.hosts) === everyHost),
    );
  if (!isHostGiven)
    for (const { service, name } of named)
      if (service.hosts.length === 0) {
        const what =
          hosts.length === 0
            ? said('HostAsked', { service: name })
            : said('HostlessService', { service: name, hosts: hosts.slice(0, 3) });
        ledger.add(service.origin.get('host'), what, [hosts.length > 1 ? 'hostnames' : 'hostname']);
      }
  for (const item of neutral.lists) writer.item(item);
  const lost = (neutral.lost ?? []).map(
    ({ hosts: of, paths, isPublic }): LostRequests => ({
      hosts: of,
      paths,
      methods: [],
      access: isPublic ? JSON.stringify(['none', null, null]) : undefined,
    }),
  );
  return {
    answers,
    origins: writer.origins,
    items: writer.items,
    places: writer.places,
    objects: writer.objects,
    lost,
  };
};
