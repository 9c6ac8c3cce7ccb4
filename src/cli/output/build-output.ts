import { loadAdmission } from '../../admission/load-admission.ts';
import type { Answers } from '../../answers/schema/answers-schema.ts';
import type { TeamUnit } from '../../answers/team-files.ts';
import { type Finding, finding } from '../../diagnostics/finding.ts';
import { fields, show } from '../../effective/objects/loose-objects.ts';
import { helmValues } from '../../files/helm-values.ts';
import { filesOf } from '../../files/output-files.ts';
import type { OutputFile } from '../../files/render.ts';
import { below, unitFiles } from '../../files/units.ts';
import { buildIntent } from '../../intent/build-intent.ts';
import type { Intent, SuppressionIntent } from '../../model/intent.ts';
import type { OwnObject } from '../../objects/own-object.ts';
import type { KubernetesObject, Resource } from '../../objects/resource.ts';
import { attachedGateway } from '../../resources/attached-gateway.ts';
import { type Additions, buildResources } from '../../resources/build-resources.ts';
import { deliveryFiles } from '../../resources/delivery/build-delivery.ts';
import { folderOfTeam, PLATFORM } from '../../resources/delivery/unit.ts';
import { PatchLog } from '../../resources/patched.ts';
import { aboutNothing } from '../../resources/suppressed.ts';
import { VERSION } from '../version.ts';
import type { Change, ChangedRun } from './change-problems.ts';
import { checkedAside } from './checked-aside.ts';
import { manifestFindings } from './manifest-findings.ts';

/** Everything that is generated from answers, with its findings. Nothing has been written. */
export interface Built {
  /** One, or with teams: the platform's, then one for each team. */
  readonly intents: readonly Intent[];
  /** With `only`: the team's objects, and those of the platform to which they refer; with gateway.attach: also that Gateway. */
  readonly objects: readonly KubernetesObject[];
  readonly files: ReadonlyMap<string, OutputFile>;
  /** The folder of the files within the output folder; '' for the output folder itself. */
  readonly folder: string;
  /** The output folder in the answers. */
  readonly output: string | undefined;
  readonly findings: readonly Finding[];
  /** The objects with a part of the patches and of the user's own manifests. */
  readonly changed: ChangedRun;
  /** Whether a finding is about a requested object, not only about one to which it refers. */
  readonly isOwn: (finding: Finding) => boolean;
}

const suppressesNothing = ({ code, object }: SuppressionIntent): Finding =>
  finding('SuppressionUnused', object, '', { case: 'object', of: code });

/** A unit: its model, its objects, and the answers file that it comes from. */
interface Unit {
  readonly intent: Intent;
  readonly resources: readonly Resource[];
  readonly source: string;
}

const unitOf = (intent: Intent, source: string, additions?: Additions): Unit => ({
  intent,
  resources: buildResources(intent, additions),
  source,
});

/** The configuration of Envoy Gateway, if this output installs it. */
const configOf = (intent: Intent): unknown =>
  intent.install.byThisFile ? fields(fields(fields(helmValues(intent).values).config).envoyGateway) : undefined;

const objectsOf = (units: readonly Unit[]): KubernetesObject[] =>
  units.flatMap((u) => u.resources.map((r) => r.object));

const filesOfUnit = ({ intent, resources, source }: Unit, rootFile: string): Map<string, OutputFile> =>
  filesOf(intent, resources, source, VERSION, rootFile);

/**
 * Answers to files. A finding of severity error is a defect of this tool, and the caller must not write anything then. `only`
 * builds the unit of that team, with the same bytes as in a run for all teams. The platform's objects depend on the root file
 * alone; they are built as well so that references to them resolve.
 */
export const build = async (
  answers: Answers,
  answersFile: string,
  teams: readonly TeamUnit[] = [],
  only?: string,
  added: readonly OwnObject[] = [],
): Promise<Built> => {
  const log = new PatchLog();
  const aside = checkedAside([answers, ...teams.map((t) => t.answers)].flatMap((a) => a.services ?? []).length);
  const platform = unitOf(buildIntent(answers), answersFile, { log, own: added });
  const ofTeams = teams.map((t) => unitOf(buildIntent(t.answers, t), t.source));
  const units = only === undefined ? [platform, ...ofTeams] : ofTeams;
  const delivery = only === undefined ? deliveryFiles(platform.intent) : [];
  const assumed: readonly KubernetesObject[] = attachedGateway(platform.intent);
  const objects = [
    ...objectsOf([platform, ...ofTeams]),
    ...delivery.flatMap((f) => f.delivered.map((d) => d.object)),
    ...assumed,
  ];
  const files = (): Map<string, OutputFile> => {
    if (only !== undefined || !platform.intent.teams) return filesOfUnit(units[0]!, answersFile);
    return new Map([
      ...unitFiles(platform.intent, delivery, { answersFile, toolVersion: VERSION }),
      ...units.flatMap((u) =>
        below(u.intent.team ? folderOfTeam(u.intent.team.name) : PLATFORM, filesOfUnit(u, answersFile)),
      ),
    ]);
  };
  // A run for one team does not write what patches change.
  const changes: Change[] =
    only === undefined
      ? [
          ...platform.intent.manifests.map((of): Change => ({ key: 'manifests', of })),
          ...platform.intent.patches.map((of): Change => ({ key: 'patches', of })),
        ]
      : [];
  const withFirst = (count: number): KubernetesObject[] => {
    if (count === changes.length) return objects;
    const plain = new Set(platform.resources.map((r) => r.object));
    const first = new Set(changes.slice(0, count).map((c) => c.of));
    const intent = { ...platform.intent, patches: platform.intent.patches.filter((p) => first.has(p)) };
    const some = added.filter((o) => first.has(platform.intent.manifests[o.manifest]!));
    return [...buildResources(intent, { own: some }).map((r) => r.object), ...objects.filter((o) => !plain.has(o))];
  };
  const asked = only === undefined ? objects.filter((o) => !assumed.includes(o)) : objectsOf(units);
  const own = only === undefined && assumed.length === 0 ? undefined : new Set(asked.map(show));
  const isOwn = ({ resource }: Finding): boolean => own === undefined || own.has(resource);
  const checked = { all: objects, asked, own };
  const clean = aside?.isClean(checked);
  const rendered = files();
  const findings = [
    ...((await clean) ? [] : manifestFindings(checked, await loadAdmission())),
    ...units.flatMap((u) => aboutNothing(u.resources, u.intent.suppressions)).map(suppressesNothing),
  ];
  return {
    intents: units.map((u) => u.intent),
    objects,
    files: rendered,
    folder: only === undefined ? '' : folderOfTeam(only),
    output: answers.output,
    findings,
    isOwn,
    changed: {
      log,
      changes,
      withFirst,
      config: configOf(platform.intent),
      ofTeams: ofTeams.flatMap((u) => u.resources),
    },
  };
};
