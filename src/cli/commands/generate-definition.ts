import type { Definition } from './command-definition.ts';
import { common, examples, ofTeam, output, withAnswers } from './command-options.ts';

export const generateDefinition: Definition = {
  name: 'generate',
  answers: true,
  define: ({ environment, root, act, flags }) => {
    withAnswers(
      ofTeam(
        output(
          common(
            root
              .command('generate')
              .description('Writes the manifests from the answers file and flags, without questions.'),
          ),
        ),
      ),
      flags,
    )
      .option('--stdout', 'Prints all manifests and writes no file.')
      .option('--check', 'Compares only: prints a diff and exits with 1 if the folder differs.')
      .addHelpText(
        'after',
        examples(
          ['generate', 'Writes manifests/ from api-gateway.yaml.'],
          ['generate --check', 'For CI: fails with a diff if manifests/ is out of date.'],
          ['generate --stdout | kubectl diff -f -', 'Shows what would change in the cluster.'],
          ['generate --set services.users.canary.weight=25', 'Changes one answer for this run.'],
          ['generate -f base.yaml -f prod.yaml', 'Writes the output folder of an environment.'],
          ['generate --team payments', "Writes one team's folder, from the root file and the team's file."],
          ['generate --generate-keys keys', 'Also creates an API key for each client, in keys/.'],
        ),
      )
      .action(
        act(async (voice, options) => (await import('../generate-command.ts')).generate(environment, voice, options)),
      );
  },
};
