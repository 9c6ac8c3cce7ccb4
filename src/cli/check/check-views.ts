// Checks the objects of files: each object by itself, and each view of them as a cluster.
import type { Admission } from '../../admission/admit.ts';
import { lacksSchema, notCheckedKinds, onceForAll, verdictFindings } from '../../admission/findings.ts';
import { unknownFindings } from '../../admission/unknown-findings.ts';
import { findingsOf } from '../../analyze/check.ts';
import { CHECKS } from '../../analyze/checks.ts';
import { annotated, suppressed } from '../../analyze/suppressions.ts';
import { channelFindings } from '../../analyze/versions/channels.ts';
import { type Finding, finding } from '../../diagnostics/finding.ts';
import type { Located } from '../../diagnostics/place.ts';
import { groupOf, show } from '../../effective/objects/loose-objects.ts';
import { Snapshot } from '../../effective/snapshot.ts';
import type { KubernetesObject } from '../../objects/resource.ts';
import { keepUnknowns } from '../../objects/unknown-fields.ts';
import { assumedNamespaces } from '../manifests/assumed-namespace.ts';
import type { Item } from '../manifests/kustomize/item.ts';
import { type About, withPlaces } from '../manifests/located.ts';
import type { Manifests } from '../manifests/manifests.ts';
import { Producers } from '../manifests/producers.ts';
import { placeId } from '../manifests/source.ts';
import type { View } from '../manifests/views.ts';

/** Findings that depend on the namespace of their object; without a certain one they may be false. */
const BY_NAMESPACE = new Set<string>(['DuplicateObject', 'NotAllowedByListeners', 'RefNotPermitted']);

/** One finding of all views. */
interface Tally {
  readonly about: About & { readonly of: Item };
  /** The number of views in which it was found. */
  count: number;
}

/** Checks all views, and keeps what is certain. */
export class ViewChecks {
  private readonly admitted = new Map<Item, readonly Finding[]>();
  private readonly typed = new Map<KubernetesObject, KubernetesObject>();
  private readonly tallies = new Map<Item, Map<string, Tally>>();
  private readonly viewsOf = new Map<Item, number>();
  /** Objects of kinds without a schema. */
  private readonly unchecked: Item[] = [];
  /** All objects by kind and namespace. */
  private readonly places: Places = new Map();

  constructor(
    private readonly manifests: Manifests,
    private readonly admission: Admission,
    private readonly today: string,
  ) {
    for (const { items } of manifests.views)
      for (const item of items) {
        this.viewsOf.set(item, (this.viewsOf.get(item) ?? 0) + 1);
        addPlace(this.places, item.object);
      }
  }

  /** The number of objects. */
  get count(): number {
    return this.viewsOf.size;
  }

  /** What is found about all objects. */
  findings(): Located[] {
    for (const view of this.manifests.views) this.check(view);
    const certain: About[] = [];
    for (const [item, tallies] of this.tallies)
      for (const { about, count } of tallies.values()) if (count >= this.viewsOf.get(item)!) certain.push(about);
    return withPlaces([...onceForAll(certain), ...this.notChecked(), ...this.notBuilt(), ...this.unknown()]);
  }

  private check(view: View): void {
    const { files, config, isPartial, delivering } = this.manifests;
    const assumed = assumedNamespaces(view, files.scopeOf);
    const byName = new Map<string, Item>();
    const firstByName = new Map<string, Item>();
    // What a kustomization makes of an object is not known, so the object counts as one that is not among the files.
    const items = view.items.filter((i) => !i.isUnsure);
    const objects = items.map((item) => {
      const object = this.typedOf(item, assumed.objectOf(item));
      for (const name of [show(item.object), show(object)]) {
        byName.set(name, item);
        if (!firstByName.has(name)) firstByName.set(name, item);
      }
      return object;
    });
    const producers = new Producers(view.items, (i) => delivering.has(placeId(i)), isPartial || view.isPartial);
    const own: Places = new Map();
    for (const { object } of items) addPlace(own, object);
    const mayHave = (group: string, kind: string, namespace: string | undefined): boolean => {
      const place = `${group} ${kind} ${namespace ?? ''}`;
      const isElsewhere = (this.places.get(place)?.size ?? 0) > (own.get(place)?.size ?? 0);
      return isElsewhere || (assumed.areSeveral && namespace === undefined) || producers.mayMake(kind, namespace);
    };
    const accepted = annotated(objects);
    // Two objects may have one name: what admission says of each is about that one.
    const admitted = new Map(items.flatMap((item) => this.admit(item).map((f) => [f, item] as const)));
    const found = [
      ...admitted.keys(),
      ...findingsOf(new Snapshot(objects, { complete: false, config, mayHave, now: Date.parse(this.today) }), CHECKS),
      ...accepted.findings,
    ];
    const seen = new Map<string, number>();
    for (const f of suppressed(found, accepted.list, this.today)) {
      const item = admitted.get(f) ?? byName.get(f.resource)!;
      if (BY_NAMESPACE.has(f.code) && assumed.isUncertain(item)) continue;
      const related = f.related === undefined ? undefined : firstByName.get(f.related);
      this.tally({ finding: { ...f, resource: show(item.object) }, of: item, related }, seen);
    }
  }

  /** Later checks rely on typed objects. */
  private typedOf(item: Item, object: KubernetesObject): KubernetesObject {
    let typed = this.typed.get(item.object);
    if (!typed) {
      typed = this.admission.typed(item.object);
      this.typed.set(item.object, typed);
    }
    if (object === item.object) return typed;
    const moved = { ...typed, metadata: object.metadata };
    keepUnknowns(moved, typed);
    return moved;
  }

  /** Admission validates manifests as they are applied, whatever view they are in. */
  private admit(item: Item): readonly Finding[] {
    const known = this.admitted.get(item);
    if (known) return known;
    const verdict = this.admission.admit(item.object);
    const findings = verdictFindings(item.object, verdict);
    if (lacksSchema(verdict)) this.unchecked.push(item);
    this.admitted.set(item, findings);
    return findings;
  }

  /** Findings of one code at one field differ by their order. */
  private tally(about: Tally['about'], seen: Map<string, number>): void {
    const { finding: found, of: item } = about;
    const place = `${found.code} ${found.field}`;
    const id = `${found.resource} ${place}`;
    const nth = seen.get(id) ?? 0;
    seen.set(id, nth + 1);
    const tallies = this.tallies.get(item) ?? new Map<string, Tally>();
    this.tallies.set(item, tallies);
    const known = tallies.get(`${place} ${nth}`);
    if (known) known.count++;
    else tallies.set(`${place} ${nth}`, { about, count: 1 });
  }

  /** One finding for all objects of kinds without a schema. */
  private notChecked(): About[] {
    const [of] = this.unchecked;
    if (!of) return [];
    const values = notCheckedKinds(this.unchecked.map((i) => i.object.kind));
    return [{ of, finding: finding('NotChecked', show(of.object), '', values) }];
  }

  /** One finding for all objects that a kustomization changes in a way that is not known. */
  private notBuilt(): About[] {
    const items = [...this.viewsOf.keys()].filter((i) => i.isUnsure);
    const [of] = items;
    if (!of) return [];
    const objects = [...new Set(items.map((i) => show(i.object)))];
    const by = [...new Set(items.flatMap((i) => i.unsureBy ?? []))];
    return [
      {
        of,
        finding: finding('KustomizeNotBuilt', show(of.object), '', { case: 'objects', of: { objects, fields: by } }),
      },
    ];
  }

  /** One finding for all unknown values, and one for each field of the experimental channel. */
  private unknown(): About[] {
    const items = [...this.viewsOf.keys()];
    const byName = new Map(items.map((i) => [show(i.object), i]));
    const objects = items.map((i) => i.object);
    return [...unknownFindings(objects), ...channelFindings(objects)].map((f) => ({
      finding: f,
      of: byName.get(f.resource)!,
    }));
  }
}

/** The objects of each kind and namespace. */
type Places = Map<string, Set<string>>;
const addPlace = (places: Places, o: KubernetesObject): void => {
  const place = `${groupOf(o)} ${o.kind} ${o.metadata.namespace ?? ''}`;
  const known = places.get(place);
  if (known) known.add(o.metadata.name);
  else places.set(place, new Set([o.metadata.name]));
};
