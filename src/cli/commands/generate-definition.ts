import { Option } from 'commander';
import { withFiles } from '../usage/named-files.ts';
import type { Definition } from './command-definition.ts';
import { answerKeys, common, examples, insteadOfWriting, ofTeam, output, withAnswers } from './command-options.ts';

export const generateDefinition: Definition = {
  name: 'generate',
  group: 'Write and validate manifests:',
  answers: true,
  completes: async () => ({ options: { '--set': await answerKeys() } }),
  define: ({ environment, root, act, flags, showsAll }) => {
    const command = root
      .command('generate')
      .description('Writes the manifests from the answers file and flags.')
      .argument('[file...]');
    ofTeam(output(command));
    insteadOfWriting(command)
      .option('--check', 'Prints a diff; exit code 1 if it is not empty.')
      .addOption(new Option('--stdout', 'Prints all manifests.').conflicts(['check', 'dryRun']));
    common(command)
      .addOption(
        new Option('--changed-list', 'Lists the objects to apply, one in each line.').conflicts(['check', 'stdout']),
      )
      .addOption(
        new Option('--changed-since <dir>', 'Compares with this copy of what was applied.').conflicts(['check']),
      );
    withAnswers(command, flags, showsAll)
      .addHelpText(
        'after',
        examples(
          ['generate', 'Writes manifests/ from api-gateway.yaml.'],
          ['generate --stdout | kubectl diff -f -', 'Shows what would change in the cluster.'],
          ['generate --set services.users.canary.weight=25', 'Changes one answer for this run.'],
          ['generate base.yaml prod.yaml', 'Writes the output folder of an environment.'],
        ),
      )
      .action(
        act(async (voice, options, args) =>
          (await import('../generate-command.ts')).generate(
            environment,
            voice,
            withFiles(environment, 'generate', options, args),
          ),
        ),
      );
  },
};
