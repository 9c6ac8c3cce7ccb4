// What is wrong with the patches and the own manifests of answers, at their places in the answers file.
import { openedRoutes } from '../../analyze/opened-routes.ts';
import type { Locate } from '../../answers/read.ts';
import { type Finding, formatFinding } from '../../diagnostics/finding.ts';
import type { Place } from '../../diagnostics/place.ts';
import { type Problem, problemAt, type Refusal, refusal } from '../../diagnostics/refusal.ts';
import type { OwnManifestIntent, PatchIntent } from '../../model/intent.ts';
import type { KubernetesObject, Resource } from '../../objects/resource.ts';
import { selectedBy } from '../../patching/patch-target.ts';
import type { PatchFault, PatchLog } from '../../resources/patched.ts';
import { findingsIn } from '../check/findings-in.ts';
import { type ChangeProblems, idOf } from './caused-findings.ts';

/** What changes the objects of all other answers: own manifests, then patches. */
export type Change =
  | { readonly key: 'manifests'; readonly of: OwnManifestIntent }
  | { readonly key: 'patches'; readonly of: PatchIntent };

/** The objects of a run with a part of its changes. */
export interface ChangedRun {
  readonly log: PatchLog;
  readonly changes: readonly Change[];
  /** The objects with the first changes only; 0: without changes. */
  readonly withFirst: (count: number) => readonly KubernetesObject[];
  /** The configuration of Envoy Gateway in its Helm values; undefined: this output does not install it. */
  readonly config: unknown;
  /** Objects of teams, which patches do not change. */
  readonly ofTeams: readonly Resource[];
}

const wordsOf = (fault: PatchFault & { patch: PatchIntent }, { ofTeams }: ChangedRun): Refusal => {
  const { target } = fault.patch;
  if (fault.fault === 'changesNothing') return refusal('PatchChangesNothing', target);
  if (fault.fault === 'matchesNothing') {
    const selects = selectedBy(target);
    const ofTeam = ofTeams.some((r) => selects?.({ object: r.object, earlier: [] }) === true);
    return refusal('PatchMatchesNothing', { ...target, known: fault.known, ofTeam });
  }
  const { kind, name } = fault;
  if (fault.fault === 'identity')
    return refusal('PatchIdentity', { kind, name, field: fault.field, deletes: fault.deletes });
  return refusal('PatchFails', { kind, name, op: fault.op, path: fault.path, index: fault.operation });
};

/** What changes cause: all findings by their identity, and what is public that was not without changes. */
interface Effect {
  readonly findings: ReadonlyMap<string, Finding>;
  readonly opened: ReadonlySet<string>;
}

/** What the first changes of a run cause; each number of changes is checked once. */
class Effects {
  private readonly known = new Map<number, Promise<Effect>>();
  private readonly unchanged: readonly KubernetesObject[];

  constructor(
    private readonly run: ChangedRun,
    private readonly today: string,
  ) {
    this.unchanged = run.withFirst(0);
  }

  of(count: number): Promise<Effect> {
    const known = this.known.get(count) ?? this.compute(count);
    this.known.set(count, known);
    return known;
  }

  private async compute(count: number): Promise<Effect> {
    const objects = count === 0 ? this.unchanged : this.run.withFirst(count);
    const found = await findingsIn(objects, [], this.today, undefined, this.run.config);
    return {
      findings: new Map(found.map((f) => [idOf(f), f])),
      opened: new Set(count === 0 ? [] : openedRoutes(this.unchanged, objects)),
    };
  }

  /** The first change with which something holds that does not hold without changes: halved at each step. */
  async cause(holds: (effect: Effect) => boolean): Promise<Change> {
    let [without, having] = [0, this.run.changes.length];
    while (having - without > 1) {
      const middle = (without + having) >> 1;
      if (holds(await this.of(middle))) having = middle;
      else without = middle;
    }
    return this.run.changes[having - 1]!;
  }
}

const opens = (change: Change, opened: string): Refusal =>
  change.key === 'patches'
    ? refusal('PatchOpens', { opened })
    : refusal('ManifestOpens', { file: change.of.file, opened });

const rejected = (change: Change, finding: Finding): Refusal => {
  const [kind = '', name = ''] = finding.resource.split(' ');
  const text = formatFinding(finding).slice(finding.resource.length).trim().replace(/^: /, '');
  return change.key === 'patches'
    ? refusal('PatchRejected', { kind, name, finding: text })
    : refusal('ManifestRejected', { file: change.of.file, object: finding.resource, finding: text });
};

/** Warnings in manifests of anybody, whose Envoy Gateway may be configured elsewhere. Here its configuration is known. */
const DECIDED_HERE: ReadonlySet<string> = new Set(['ExtensionDisabled', 'InvalidLua']);

const keyOf = ({ key, of }: Change): string => `${key}[${of.index}]`;

/** Everything that changes do wrong: targets, operations, what the API server or Envoy Gateway would refuse, what gets public. */
export const changeProblems = async (
  run: ChangedRun,
  locate: Locate,
  file: string,
  today: string,
): Promise<ChangeProblems> => {
  if (run.changes.length === 0) return { problems: [], caused: [] };
  const placeOf = ({ key, of }: Change): Place => ({ file, ...locate([key, of.index]) });
  const at = (change: Change, why: Refusal): Problem => problemAt({ ...placeOf(change), key: keyOf(change) }, why);
  const faults = run.log.faults.map((fault) => at({ key: 'patches', of: fault.patch }, wordsOf(fault, run)));
  if (faults.length > 0) return { problems: faults, caused: [] };
  const effects = new Effects(run, today);
  const [before, after] = [await effects.of(0), await effects.of(run.changes.length)];
  const problems: Problem[] = [];
  for (const opened of after.opened) {
    const change = await effects.cause((e) => e.opened.has(opened));
    if (change.of.publicReason === undefined) problems.push(at(change, opens(change, opened)));
  }
  const caused: ChangeProblems['caused'][number][] = [];
  for (const [id, finding] of after.findings) {
    if (before.findings.has(id)) continue;
    const change = await effects.cause((e) => e.findings.has(id));
    if (finding.severity === 'error' || DECIDED_HERE.has(finding.code))
      problems.push(at(change, rejected(change, finding)));
    else caused.push({ finding, key: keyOf(change), place: placeOf(change) });
  }
  return { problems, caused };
};
