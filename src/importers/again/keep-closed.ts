// A merge of keys may open what neither the file nor the source opens: the source adds a public service below a path to which a
// person restricted access, or removes the service that protected a part of what a person made public. Such requests stay closed.
import { UNDECIDED } from '../../answers/schema/auth-schema.ts';
import { equal, isTree, type Tree } from '../../answers/yaml-layout.ts';
import { isFirst, meet } from '../neutral/reach.ts';
import type { Difference, Merge } from './merge-values.ts';
import { covers, entriesOf, gatewayHosts, hasOtherAccess, type ServiceEntry } from './service-entries.ts';

/** More pairs are not compared: what is new and public is then left to a person. */
const MOST_PAIRS = 2_000_000;

/** Keys that decide which requests a service gets. */
const REACH = ['paths', 'hostnames', 'methods', 'headers', 'query'] as const;

type Entries = ReadonlyMap<string, readonly ServiceEntry[]>;

/** Entries by the beginning of their paths: those that may get requests of a path, and those below it. */
class ByStart {
  private readonly at = new Map<string, ServiceEntry[]>();
  private readonly above = new Map<string, ServiceEntry[]>();

  constructor(entries: Iterable<ServiceEntry>) {
    const add = (map: Map<string, ServiceEntry[]>, key: string, entry: ServiceEntry): void => {
      const list = map.get(key);
      if (list) list.push(entry);
      else map.set(key, [entry]);
    };
    for (const entry of entries) {
      const { start } = entry.reach;
      add(this.at, start, entry);
      for (let n = 0; n < start.length; n++) add(this.above, start.slice(0, n), entry);
    }
  }

  *near({ reach: { start } }: ServiceEntry): Iterable<ServiceEntry> {
    for (let n = 0; n <= start.length; n++) yield* this.at.get(start.slice(0, n)) ?? [];
    yield* this.above.get(start) ?? [];
  }
}

const flat = (entries: Entries): ServiceEntry[] => [...entries.values()].flat();

const serviceOf = (form: Tree, name: string): Tree | undefined =>
  isTree(form.services) && isTree(form.services[name]) ? form.services[name] : undefined;

class Guard {
  private readonly of: { base: Entries; ours: Entries; theirs: Entries; out: Entries };
  private readonly hosts: { base: string[]; ours: string[]; theirs: string[]; out: string[] };
  private pairs = 0;

  constructor(
    private readonly base: Tree,
    private readonly ours: Tree,
    private readonly theirs: Tree,
    private readonly out: Tree,
    private readonly merge: Merge,
  ) {
    this.of = { base: entriesOf(base), ours: entriesOf(ours), theirs: entriesOf(theirs), out: entriesOf(out) };
    this.hosts = {
      base: gatewayHosts(base),
      ours: gatewayHosts(ours),
      theirs: gatewayHosts(theirs),
      out: gatewayHosts(out),
    };
  }

  private has(version: keyof Guard['of'], { name, reach }: ServiceEntry, isOpen: boolean): boolean {
    return (this.of[version].get(name) ?? []).some(
      (e) => e.isOpen === isOpen && covers(e.reach, reach, this.hosts[version]),
    );
  }

  private conflict(d: Difference): void {
    const { conflicts, changes } = this.merge;
    if (!conflicts.some((c) => equal(c.path, d.path))) conflicts.push(d);
    const isAbout = (c: Difference): boolean => equal(c.path, d.path);
    for (let i = changes.length - 1; i >= 0; i--) if (isAbout(changes[i]!)) changes.splice(i, 1);
  }

  /** What the file has for a key of a service stays. */
  private restore(name: string, keys: readonly string[]): void {
    const [now, old] = [serviceOf(this.out, name), serviceOf(this.ours, name)];
    if (!old) return;
    const all = this.out.services as Tree;
    if (!now) {
      all[name] = old;
      this.conflict({
        path: ['services', name],
        base: serviceOf(this.base, name),
        ours: old,
        theirs: undefined,
      });
      return;
    }
    const changed = { ...now };
    for (const key of keys) {
      if (equal(now[key], old[key])) continue;
      if (old[key] === undefined) delete changed[key];
      else changed[key] = old[key];
      const [base, theirs] = [serviceOf(this.base, name), serviceOf(this.theirs, name)];
      this.conflict({ path: ['services', name, key], base: base?.[key], ours: old[key], theirs: theirs?.[key] });
    }
    all[name] = changed;
  }

  /** The source makes it public, and a person restricted access to requests that it would get. */
  private undecide(entry: ServiceEntry, instead: ServiceEntry): void {
    const { name } = entry;
    if (entry.isException) {
      this.restore(name, ['public']);
      return;
    }
    const now = serviceOf(this.out, name)!;
    const { publicReason: _, public: __, ...rest } = now;
    (this.out.services as Tree)[name] = { ...rest, auth: UNDECIDED };
    const theirs = serviceOf(this.theirs, name);
    const ours = serviceOf(this.ours, instead.name);
    this.conflict({
      path: ['services', name, 'auth'],
      base: serviceOf(this.base, name)?.auth,
      ours: serviceOf(this.ours, name)?.auth,
      theirs: theirs?.auth,
      instead: { path: ['services', instead.name], auth: ours?.auth, allow: ours?.allow },
    });
  }

  /** Whether the answers still give the requests of one service to it, with the same protection, and not to another one. */
  private isKept(closed: ServiceEntry, from: ServiceEntry): boolean {
    return (this.of.out.get(closed.name) ?? []).some(
      (e) => !e.isOpen && covers(e.reach, closed.reach, this.hosts.ours) && isFirst(e.reach, from.reach),
    );
  }

  /** Whether one service gets requests of another one. */
  private takes(from: ServiceEntry, closed: ServiceEntry): boolean {
    return meet(from.reach, closed.reach) && !this.isKept(closed, from);
  }

  private isByHand({ name, service, ...entry }: ServiceEntry): boolean {
    return hasOtherAccess(serviceOf(this.base, name), service) || !this.has('base', { name, service, ...entry }, false);
  }

  /** Whether the networks that a person wrote at one service are not those of another one. */
  private hasOtherNetworks(entry: ServiceEntry, closed: ServiceEntry): boolean {
    const before = serviceOf(this.base, closed.name);
    return ['allow', 'deny'].some(
      (key) =>
        closed.service[key] !== undefined &&
        !equal(before?.[key], closed.service[key]) &&
        !equal(entry.service[key], closed.service[key]),
    );
  }

  /** Services that the source makes public, or adds, and that get what a person restricted. */
  private fromSource(): void {
    const isNew = (e: ServiceEntry): boolean => !this.has('ours', e, e.isOpen) && this.has('theirs', e, e.isOpen);
    const added = flat(this.of.out).filter(isNew);
    if (added.length === 0) return;
    const gone = flat(this.of.theirs).filter((e) => !e.isOpen && !this.has('out', e, false));
    const byHand = flat(this.of.ours).filter((e) => !e.isOpen && this.isByHand(e));
    const near = new ByStart([...byHand, ...gone]);
    const isOurs = new Set(byHand);
    for (const entry of added)
      for (const closed of near.near(entry)) {
        if (closed.name === entry.name && closed.isException === entry.isException && !entry.isOpen) continue;
        if (!entry.isOpen && !(isOurs.has(closed) && this.hasOtherNetworks(entry, closed))) continue;
        if (++this.pairs <= MOST_PAIRS && !this.takes(entry, closed)) continue;
        this.undecide(entry, closed);
        break;
      }
  }

  /** What a person made public does not get more requests. */
  private fromHand(): void {
    const isByHand = (e: ServiceEntry): boolean => e.isOpen && !this.has('theirs', e, true);
    const open = flat(this.of.out).filter(isByHand);
    for (const entry of open) if (!this.has('ours', entry, true)) this.restore(entry.name, REACH);
    const gone = flat(this.of.ours).filter((e) => !e.isOpen && !this.has('out', e, false) && !this.has('out', e, true));
    if (open.length === 0 || gone.length === 0) return;
    const near = new ByStart(gone);
    for (const entry of open)
      for (const closed of near.near(entry))
        if (++this.pairs > MOST_PAIRS || this.takes(entry, closed)) this.restore(closed.name, REACH);
  }

  run(): void {
    this.fromSource();
    this.fromHand();
  }
}

/** Changes merged answers, which are in the form of merging, so that nothing is public that the file or the source protects. */
export const keepClosed = (base: Tree, ours: Tree, theirs: Tree, out: Tree, merge: Merge): void => {
  if (merge.changes.length === 0 || !isTree(out.services)) return;
  out.services = { ...out.services };
  new Guard(base, ours, theirs, out, merge).run();
};
