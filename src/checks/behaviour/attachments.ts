import { entries, fields, GATEWAY_API, groupOf, identity, type Loose, text } from '../references/objects.ts';
import { selected } from '../references/targets.ts';
import type { World } from '../references/world.ts';

const idOf = (o: Loose): string => identity(groupOf(o), o.kind, o.metadata.namespace, o.metadata.name);

/** Which policies hold for a route or a Gateway, by what they attach to. Made once, in linear time. */
export class Attachments {
  private readonly byTarget = new Map<string, { policy: Loose; section: string | undefined }[]>();
  private readonly targets = new Map<Loose, Loose[]>();

  constructor(world: World, objects: readonly Loose[]) {
    for (const policy of objects) {
      if (!/^gateway\./.test(groupOf(policy)) || !policy.kind.endsWith('Policy')) continue;
      const spec = fields(policy.spec);
      const refs = [...(spec.targetRef === undefined ? [] : [fields(spec.targetRef)]), ...entries(spec.targetRefs)];
      for (const ref of refs) {
        const target = world.find(
          text(ref.group) ?? GATEWAY_API,
          text(ref.kind) ?? '',
          policy.metadata.namespace,
          text(ref.name) ?? '',
        );
        if (target) this.add(policy, target, text(ref.sectionName));
      }
      for (const selector of entries(spec.targetSelectors))
        for (const target of selected(world, policy, selector)) this.add(policy, target, undefined);
    }
  }

  private add(policy: Loose, target: Loose, section: string | undefined): void {
    const known = this.byTarget.get(idOf(target));
    if (known) known.push({ policy, section });
    else this.byTarget.set(idOf(target), [{ policy, section }]);
    const own = this.targets.get(policy);
    if (own) own.push(target);
    else this.targets.set(policy, [target]);
  }

  /** What a policy attaches to, of the objects at hand. */
  targetsOf(policy: Loose): readonly Loose[] {
    return this.targets.get(policy) ?? [];
  }

  /** The policies of a kind on an object itself; `section`: those of the whole object and of that rule or listener. */
  on(target: Loose, kind: string, section?: string): Loose[] {
    return (this.byTarget.get(idOf(target)) ?? [])
      .filter(
        (a) => a.policy.kind === kind && (a.section === undefined || section === undefined || a.section === section),
      )
      .map((a) => a.policy);
  }
}

/** The Gateways of a route that are among the objects, with the listener that it names. */
export const gatewaysOf = (world: World, route: Loose): { gateway: Loose; section: string | undefined }[] =>
  entries(fields(route.spec).parentRefs).flatMap((ref) => {
    const namespace = text(ref.namespace) ?? route.metadata.namespace;
    const gateway = world.find(
      text(ref.group) ?? GATEWAY_API,
      text(ref.kind) ?? 'Gateway',
      namespace,
      text(ref.name) ?? '',
    );
    return gateway ? [{ gateway, section: text(ref.sectionName) }] : [];
  });
