// The neutral form as answers. It records in the ledger which answer contains each source value.
import type { Tree } from '../../answers/yaml-layout.ts';
import type { KnownNames } from '../again/known-names.ts';
import { type Ledger, type Said, said } from '../report/ledger.ts';
import type { SourceNode } from '../source/source-node.ts';
import { AnswersWriter } from './answers-writer.ts';
import { grouped } from './grouping.ts';
import type { LostRequests } from './lost-paths.ts';
import { methodsIn } from './methods-in.ts';
import { Names } from './naming.ts';
import type { Neutral, Sourced, Suggested } from './neutral.ts';
import { inSourceOrder } from './source-order.ts';
import { servedOverTls } from './without-tls.ts';

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
  readonly listItems: Map<Tree, readonly SourceNode[]>;
  /** What is said about answers that no source value contains, such as a default of the source system, by key. */
  readonly notes: Map<string, Said>;
  /** The source objects of services and methods: `services.users`, `auth.methods.customers`. */
  readonly objects: Map<string, readonly SourceNode[]>;
  /** The keys that a person is asked, in the order of the source. */
  readonly asked: Set<string>;
  /** What the source had for keys that are asked. */
  readonly suggestions: ReadonlyMap<string, Suggested>;
  /** Why a key is asked, in the words of the source. */
  readonly remarks: Map<string, string>;
  /** The methods of services whose authentication is left to a person, by the key of that: `services.users.auth`. */
  readonly undecided: Map<string, readonly string[]>;
  /** Requests that the reader could not say. */
  readonly lost: readonly LostRequests[];
}

/** So many names are in a text of the report. */
const MOST_NAMED = 3;

const valuesOf = (list: readonly Sourced[]): string => [...new Set(list.map((s) => s.value))].sort().join(' ');

/** The hosts that redirects and responses are for. */
const hostsOfLists = (lists: Neutral['lists']): string[] =>
  lists.flatMap(({ list, value: { hostname, hostnames } }) =>
    list === 'redirects' || list === 'responses'
      ? [hostname, hostnames].flat().filter((h) => typeof h === 'string')
      : [],
  );

/**
 * Makes answers from the neutral form; the ledger gets an entry for each of its source values. `known`: names that an
 * earlier import gave.
 */
export const toAnswers = (neutral: Neutral, ledger: Ledger, known?: KnownNames): Converted => {
  const all = servedOverTls(neutral.services, ledger);
  const services = grouped(inSourceOrder(all, neutral.lost, neutral.lists));
  const methods = [...services, ...neutral.lists].flatMap((s) => methodsIn(s.auth));
  const writer = new AnswersWriter(ledger, methods, known);
  const { answers } = writer;
  // Redirects and responses have hosts of their own, which the gateway must serve too.
  const hosts = [...new Set([...services.flatMap((s) => s.hosts.map((h) => h.value)), ...hostsOfLists(neutral.lists)])];
  const ofRoot = neutral.root.filter((p) => p.key === 'hostname' || p.key === 'hostnames');
  const isHostGiven = ofRoot.length > 0;
  const hostOf = (h: unknown): string => (typeof h === 'string' ? h : String((h as Tree).hostname));
  // A reader may know hosts that no service has, such as that of a redirect.
  const given = ofRoot.flatMap((p) => p.value ?? []).map(hostOf);
  const everyHost = valuesOf((given.length > 0 ? given : hosts).map((value) => ({ value, from: [] })));
  if (!isHostGiven && hosts.length === 1 && !hosts[0]!.includes('*')) answers.hostname = hosts[0];
  else if (!isHostGiven && hosts.length > 0) answers.hostnames = hosts;
  for (const part of neutral.root) writer.part(answers, '', part);
  const names = new Names(
    'service',
    known?.takenServices,
    services.map((s) => s.name),
  );
  const again = known?.services(services) ?? [];
  const named = services.map((service, i) => ({ service, name: again[i] ?? names.of(service.name) }));
  if (named.length > 0)
    answers.services = named.map(({ service, name }) =>
      writer.service(service, name, service.hosts.length > 0 && valuesOf(service.hosts) === everyHost),
    );
  const hostless = isHostGiven ? [] : named.filter(({ service }) => service.hosts.length === 0);
  const [one] = hostless;
  if (hosts.length > 0)
    for (const { service, name } of hostless)
      ledger.add(
        service.origin.get('host'),
        said('HostlessService', { service: name, hosts: hosts.slice(0, MOST_NAMED) }),
        [hosts.length > 1 ? 'hostnames' : 'hostname'],
      );
  else if (one) {
    const what = said('HostAsked', { services: hostless.map((h) => h.name) });
    ledger.add(one.service.origin.get('host'), what, ['hostname']);
  }
  for (const item of neutral.lists) writer.item(item);
  const lost = (neutral.lost ?? [])
    .filter(({ access }) => !access)
    .map(
      ({ hosts: of, paths, isPublic, isRedirected = false }): LostRequests => ({
        hosts: of,
        paths,
        methods: [],
        isRedirected,
        access: isPublic ? JSON.stringify(['none', null, null]) : undefined,
      }),
    );
  const { origins, items, places, listItems, notes, objects, asked, suggestions, remarks, undecided } = writer;
  return { answers, origins, items, places, listItems, notes, objects, asked, suggestions, remarks, undecided, lost };
};
