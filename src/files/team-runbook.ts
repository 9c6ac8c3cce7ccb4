import spec from '../../templates/team.md.hbs';
import { TEAM_LABEL } from '../model/intent.ts';
import { unitName } from '../resources/delivery/unit.ts';
import { kindsOfTeam } from '../resources/teams/kinds-of-team.ts';
import { fileNamed, generateCommand } from './answers-origin.ts';
import { outsideRows } from './external-words.ts';
import { everythingOf } from './kubectl-selector.ts';
import type { RenderInput } from './render-input.ts';
import { amounts, serviceRows } from './service-rows.ts';
import { teamWords } from './team-words.ts';
import { fill } from './template.ts';
import { asksCertificates, isUntrusted } from './validate-options.ts';

const TOOLS = { kustomize: null, argocd: 'Argo CD', flux: 'Flux' } as const;

/** README.md of a team's unit: its configuration, its permissions, how to apply and roll back this unit alone. */
export const teamRunbook = ({ intent, answersFile, rootFile = answersFile, toolVersion }: RenderInput): string => {
  const team = intent.team!;
  const given = teamWords(team);
  const rows = serviceRows(intent);
  const { tool } = intent.delivery ?? { tool: 'kustomize' };
  return fill(spec, 'markdown', {
    team: team.name,
    hostname: intent.gateway.hostname,
    namespace: intent.namespace,
    answersFile,
    file: fileNamed(answersFile) ?? '',
    generate: generateCommand(rootFile, '--team', team.name),
    output: intent.output,
    toolVersion,
    rows,
    more: intent.services.length - rows.length,
    paths: given.paths,
    untrusted: isUntrusted(intent),
    asksCertificates: asksCertificates(intent),
    methods: given.methods || 'none: the platform allows no method',
    open: given.open || 'none',
    most: intent.ceiling.length > 0 ? amounts(intent.ceiling) : 'none',
    outsideAllowed: given.outside || 'none',
    outside: outsideRows(intent).map((r) => ({ ...r })),
    notices: intent.notices.map((n) => ({ ...n })),
    secrets: intent.secretStore ? [] : intent.secrets.map((s) => ({ ...s })),
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
