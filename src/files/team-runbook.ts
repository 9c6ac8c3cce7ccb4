import spec from '../../templates/team.md.hbs';
import applySpec from '../../templates/team-apply.md.hbs';
import permissionsSpec from '../../templates/team-permissions.md.hbs';
import { type Intent, TEAM_LABEL, type TeamIntent } from '../model/intent.ts';
import { unitName } from '../resources/delivery/unit.ts';
import { kindsOfTeam } from '../resources/teams/kinds-of-team.ts';
import { fileNamed, generateCommand } from './answers-origin.ts';
import { outsideRows } from './external-words.ts';
import { failures } from './failures/failures.ts';
import { everythingOf } from './kubectl-selector.ts';
import type { RenderInput } from './render-input.ts';
import { assembled, noticesSection, servicesSection } from './runbook-sections.ts';
import { secretRows } from './secret-rows.ts';
import { amounts, factsOf } from './service-facts.ts';
import { teamWords } from './team-words.ts';
import { fill } from './template.ts';
import { asksCertificates, isUntrusted } from './validate-options.ts';
import { wayBack } from './way-back.ts';

const TOOLS = { kustomize: null, argocd: 'Argo CD', flux: 'Flux' } as const;

/** A team's unit is `teams/NAME` of the output folder. */
const DEPTH = 2;

const applySection = ({ intent, answersFile, rootFile = answersFile }: RenderInput, team: TeamIntent): string => {
  const { tool } = intent.delivery ?? { tool: 'kustomize' };
  return fill(applySpec, 'markdown', {
    team: team.name,
    namespace: intent.namespace,
    file: fileNamed(answersFile) ?? '',
    generate: generateCommand(rootFile, '--team', team.name),
    back: wayBack(intent, DEPTH),
    output: intent.output,
    untrusted: isUntrusted(intent),
    asksCertificates: asksCertificates(intent),
    secrets: secretRows(intent),
    tool: TOOLS[tool],
    argocd: tool === 'argocd',
    flux: tool === 'flux',
    application: unitName(intent, team.name),
    prunable: kindsOfTeam(intent, team)
      .filter((k) => k.kind !== 'ExternalSecret')
      .map((k) => `${k.group}/${k.version}/${k.kind}`),
    selector: `${everythingOf(intent)},${TEAM_LABEL}=${team.name}`,
  });
};

const permissionsSection = (intent: Intent, team: TeamIntent): string => {
  const given = teamWords(team);
  return fill(permissionsSpec, 'markdown', {
    namespace: intent.namespace,
    paths: given.paths,
    methods: given.methods || 'none: the platform allows no method',
    open: given.open || 'none',
    most: intent.ceiling.length > 0 ? amounts(intent.ceiling) : 'none',
    outsideAllowed: given.outside || 'none',
    outside: outsideRows(intent).map((r) => ({ ...r })),
  });
};

/** README.md of a team's unit: its configuration, its permissions, how to apply and roll back this unit alone. */
export const teamRunbook = (input: RenderInput): string => {
  const { intent, files, answersFile, toolVersion } = input;
  const team = intent.team!;
  const facts = factsOf(intent);
  const title = fill(spec, 'markdown', {
    team: team.name,
    hostname: intent.gateway.hostname,
    answersFile,
    file: fileNamed(answersFile) ?? '',
    toolVersion,
  });
  return assembled(intent, facts, [
    title,
    servicesSection(intent, facts, files),
    noticesSection(intent),
    applySection(input, team),
    failures(intent, facts, files),
    permissionsSection(intent, team),
  ]);
};
