import { ANSWERS_FILE } from '../../values/defaults.ts';
import { FAIL_ON, FORMATS, SEVERITIES } from '../check-choices.ts';
import type { Definition } from './command-definition.ts';
import { choice, common, examples, many, ofTeam, SEVERAL } from './command-options.ts';

export const checkDefinition: Definition = {
  name: 'check',
  define: ({ environment, root, act }) => {
    ofTeam(common(root.command('check')))
      .description('Validates answers or manifests offline.')
      .argument('[dir...]', 'Folders or files with manifests, or - (default: what the answers generate).')
      .option('-f, --file <file>', `The answers file (default: ${ANSWERS_FILE}). ${SEVERAL}`, many)
      .addOption(
        choice('--format <format>', 'Output format: text, json, sarif, junit or github (default: text).', FORMATS),
      )
      .addOption(
        choice(
          '--severity <severity>',
          'Shows only findings of this severity or higher: error, warning or info (default: info).',
          SEVERITIES,
        ),
      )
      .addOption(
        choice(
          '--fail-on <severity>',
          'Exit code 1 from this severity on: error, warning, info or never (default: error).',
          FAIL_ON,
        ),
      )
      .option('--only <codes>', 'Checks only these codes, separated by commas. Repeatable.', many)
      .option('--baseline <file>', 'JSON of an earlier check: only new findings count.')
      .option('--all', 'Shows every finding, also repetitions.')
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
