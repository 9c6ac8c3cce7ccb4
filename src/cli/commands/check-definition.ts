import { FAIL_ON, FORMATS, SEVERITIES } from '../check/check-choices.ts';
import type { Definition } from './command-definition.ts';
import { answersFile, choice, common, examples, many, ofTeam } from './command-options.ts';

export const checkDefinition: Definition = {
  name: 'check',
  group: 'Write and validate manifests:',
  completes: async () => ({
    options: { '--only': Object.keys((await import('../../diagnostics/findings/all-findings.ts')).FINDINGS) },
  }),
  define: ({ environment, root, act }) => {
    const command = ofTeam(answersFile(root.command('check')))
      .description('Validates answers or manifests offline.')
      .argument('[dir...]', 'Manifests, answers files, folders, or - (default: what the answers generate).')
      .option('--baseline <file>', 'JSON of an earlier check: only new findings count.')
      .optionsGroup('Findings:')
      .option('--only <codes>', 'Checks only these codes, separated by commas.', many)
      .addOption(
        choice(
          '--severity <severity>',
          'The lowest that is shown: error, warning or info (default: info).',
          SEVERITIES,
        ),
      )
      .addOption(
        choice('--fail-on <severity>', 'Exit code 1 from: error, warning, info or never (default: error).', FAIL_ON),
      )
      .option('--all', 'Shows every finding, also repetitions.');
    common(command)
      .addOption(choice('--format <format>', 'text, json, sarif, junit or github (default: text).', FORMATS))
      .addHelpText(
        'after',
        examples(
          ['check', 'Validates what the answers generate.'],
          ['check manifests other/gateway.yaml', 'Validates manifests from any source together.'],
          ['check -', 'Validates standard input, such as the output of kustomize build.'],
          ['check k8s --format sarif > findings.sarif', 'For code scanning in GitHub or GitLab.'],
          ['check k8s --json > known.json', 'Saves all findings. Then, to fail on new ones only:'],
          ['check k8s --baseline known.json', 'Shows what is introduced and what is fixed.'],
        ),
      )
      .action(
        act(async (voice, options, args) =>
          (await import('../check-command.ts')).check(environment, voice, options, args),
        ),
      );
  },
};
