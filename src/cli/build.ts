import type { Answers } from '../answers/schema/schema.ts';
import type { TeamUnit } from '../answers/teams.ts';
import { admissionFindings } from '../checks/admission/findings.ts';
import { loadAdmission } from '../checks/admission/load.ts';
import type { Finding } from '../checks/finding.ts';
import { checkReferences } from '../checks/references.ts';
import { filesOf } from '../files/generate.ts';
import type { OutputFile } from '../files/render.ts';
import { below, unitFiles } from '../files/units.ts';
import { buildIntent } from '../intent/build.ts';
import type { Intent, SuppressionIntent } from '../intent/model.ts';
import { buildResources } from '../resources/all.ts';
import { deliveryFiles } from '../resources/delivery/all.ts';
import { folderOfTeam, PLATFORM } from '../resources/delivery/unit.ts';
import type { KubernetesObject, Resource } from '../resources/resource.ts';
import { aboutNothing } from '../resources/suppressed.ts';
import { VERSION } from './version.ts';

/** Everything that answers become, checked: nothing has been written. */
export interface Built {
  /** One, or that of the platform and one for each team. */
  readonly intents: readonly Intent[];
  readonly objects: readonly KubernetesObject[];
  readonly files: ReadonlyMap<string, OutputFile>;
  /** Where in the output folder the files belong; '' for all of it. */
  readonly folder: string;
  readonly findings: readonly Finding[];
}

const suppressesNothing = ({ code, object }: SuppressionIntent): Finding => ({
  code: 'SuppressionUnused',
  severity: 'warning',
  resource: object,
  field: '',
  message: `Nothing of this name is generated, so the suppression of ${code} is for nothing. Correct or remove it.`,
});

/** A unit: what is applied, and its folder. */
interface Unit {
  readonly intent: Intent;
  readonly resources: readonly Resource[];
  readonly files: Map<string, OutputFile>;
}

const unitOf = (intent: Intent, source: string): Unit => {
  const resources = buildResources(intent);
  return { intent, resources, files: filesOf(intent, resources, source, VERSION) };
};

const ofTeam = (t: TeamUnit): Unit => unitOf(buildIntent(t.answers, t), t.source);

/**
 * Answers to files. A finding of severity error means that we built something wrong, so nothing may be written then. `only`:
 * that team's unit, which is the same bytes as in the whole, and nothing else.
 */
export const build = async (
  answers: Answers,
  answersFile: string,
  teams: readonly TeamUnit[] = [],
  only?: string,
): Promise<Built> => {
  const units = [...(only === undefined ? [unitOf(buildIntent(answers), answersFile)] : []), ...teams.map(ofTeam)];
  const [first] = units;
  const delivery = first && only === undefined ? deliveryFiles(first.intent) : [];
  const objects = [
    ...units.flatMap((u) => u.resources.map((r) => r.object)),
    ...delivery.flatMap((f) => f.delivered.map((d) => d.object)),
  ];
  const files = (): Map<string, OutputFile> => {
    if (only !== undefined || !first!.intent.teams) return first!.files;
    return new Map([
      ...unitFiles(first!.intent, delivery, { answersFile, toolVersion: VERSION }),
      ...units.flatMap((u) => below(u.intent.team ? folderOfTeam(u.intent.team.name) : PLATFORM, u.files)),
    ]);
  };
  const findings = [
    ...admissionFindings(objects, await loadAdmission()),
    // Of a team alone the Gateway is not among the files.
    ...checkReferences(objects, only === undefined),
    ...units.flatMap((u) => aboutNothing(u.resources, u.intent.suppressions)).map(suppressesNothing),
  ];
  return {
    intents: units.map((u) => u.intent),
    objects,
    files: files(),
    folder: only === undefined ? '' : folderOfTeam(only),
    findings,
  };
};
