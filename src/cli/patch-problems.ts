// What is wrong with the patches of answers, at their places in the answers file.
import { openedRoutes } from '../analyze/opened-routes.ts';
import type { Locate } from '../answers/read.ts';
import { type Finding, formatFinding } from '../diagnostics/finding.ts';
import type { Place } from '../diagnostics/place.ts';
import { type Problem, problemAt, type Refusal, refusal } from '../diagnostics/refusal.ts';
import type { PatchIntent } from '../model/intent.ts';
import type { KubernetesObject, Resource } from '../objects/resource.ts';
import { selectedBy } from '../patching/patch-target.ts';
import type { PatchFault, PatchLog } from '../resources/patched.ts';
import { findingsIn } from './findings-in.ts';

/** The objects of a run with a part of its patches. */
export interface PatchedRun {
  readonly log: PatchLog;
  readonly patches: readonly PatchIntent[];
  /** The objects with the first patches only; 0: without patches. */
  readonly withFirst: (count: number) => readonly KubernetesObject[];
  /** Objects of teams, which patches do not change. */
  readonly ofTeams: readonly Resource[];
}

const wordsOf = (fault: PatchFault & { patch: PatchIntent }, { ofTeams }: PatchedRun): Refusal => {
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

/** What makes two findings equal. */
export const idOf = ({ code, resource, field, message }: Finding): string =>
  JSON.stringify([code, resource, field, message]);

/** What the first patches of a run cause; each number of patches is checked once. */
class Effects {
  private readonly known = new Map<number, Promise<{ findings: Map<string, Finding>; opened: Set<string> }>>();

  constructor(
    private readonly run: PatchedRun,
    private readonly today: string,
  ) {}

  of(count: number): ReturnType<Effects['compute']> {
    const known = this.known.get(count) ?? this.compute(count);
    this.known.set(count, known);
    return known;
  }

  private async compute(count: number): Promise<{ findings: Map<string, Finding>; opened: Set<string> }> {
    const objects = this.run.withFirst(count);
    const findings = new Map((await findingsIn(objects, [], this.today)).map((f) => [idOf(f), f]));
    return { findings, opened: new Set(count === 0 ? [] : openedRoutes(this.run.withFirst(0), objects)) };
  }

  /** The first patch with which something holds that does not hold without patches: halved at each step. */
  async cause(holds: (effects: Awaited<ReturnType<Effects['compute']>>) => boolean): Promise<PatchIntent> {
    let [without, having] = [0, this.run.patches.length];
    while (having - without > 1) {
      const middle = (without + having) >> 1;
      if (holds(await this.of(middle))) having = middle;
      else without = middle;
    }
    return this.run.patches[having - 1]!;
  }
}

/** Problems of patches; `caused`: findings that do not stop a run. */
export interface PatchProblems {
  readonly problems: readonly Problem[];
  readonly caused: readonly { readonly finding: Finding; readonly patch: PatchIntent; readonly place: Place }[];
}

/** A finding that a patch causes, with the patch and its place. */
export const causedText = ({ finding, patch, place }: PatchProblems['caused'][number]): string =>
  `${place.line > 0 ? `${place.file}:${place.line}: ` : ''}patches[${patch.index}]: ${formatFinding(finding, true)}`;

/** Everything that patches do wrong: targets, operations, what the API server or Envoy Gateway would refuse, what gets public. */
export const patchProblems = async (
  run: PatchedRun,
  locate: Locate,
  file: string,
  today: string,
): Promise<PatchProblems> => {
  if (run.patches.length === 0) return { problems: [], caused: [] };
  const placeOf = ({ index }: PatchIntent): Place => ({ file, ...locate(['patches', index]) });
  const at = (patch: PatchIntent, why: Refusal): Problem =>
    problemAt({ ...placeOf(patch), key: `patches[${patch.index}]` }, why);
  const faults = run.log.faults.map((fault) => at(fault.patch, wordsOf(fault, run)));
  if (faults.length > 0) return { problems: faults, caused: [] };
  const effects = new Effects(run, today);
  const [before, after] = [await effects.of(0), await effects.of(run.patches.length)];
  const problems: Problem[] = [];
  for (const opened of after.opened) {
    const patch = await effects.cause((e) => e.opened.has(opened));
    if (patch.publicReason === undefined) problems.push(at(patch, refusal('PatchOpens', { opened })));
  }
  const caused: PatchProblems['caused'][number][] = [];
  for (const [id, finding] of after.findings) {
    if (before.findings.has(id)) continue;
    const patch = await effects.cause((e) => e.findings.has(id));
    const [kind = '', name = ''] = finding.resource.split(' ');
    const text = formatFinding(finding).slice(finding.resource.length).trim().replace(/^: /, '');
    if (finding.severity !== 'error') caused.push({ finding, patch, place: placeOf(patch) });
    else problems.push(at(patch, refusal('PatchRejected', { kind, name, finding: text })));
  }
  return { problems, caused };
};
