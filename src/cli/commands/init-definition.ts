import { withFiles } from '../named-files.ts';
import type { Definition } from './command-definition.ts';
import { answerKeys, common, examples, insteadOfWriting, output, withAnswers } from './command-options.ts';

export const initDefinition: Definition = {
  name: 'init',
  group: 'Write and validate manifests:',
  answers: true,
  completes: async () => ({ options: { '--set': await answerKeys() } }),
  define: ({ environment, root, act, flags, showsAll }) => {
    const command = root
      .command('init', { isDefault: true })
      .description('Asks questions, then writes the answers file and manifests.')
      .argument('[file]', 'The answers file, as with -f.');
    output(command);
    command
      .optionsGroup('Questions:')
      .option('--yes', 'Uses the default of every question that has one.')
      .option('--plain', 'Prints each question once, for screen readers.');
    insteadOfWriting(command);
    common(command);
    withAnswers(command, flags, showsAll)
      .addHelpText(
        'after',
        examples(
          ['init', 'Asks, then writes api-gateway.yaml and manifests/.'],
          ['init --hostname api.example.com', 'Asks for all answers but the host name.'],
          ['init staging.yaml -o staging', 'Uses other names, and skips what the file answers.'],
        ),
      )
      .action(
        act(async (voice, options, args) =>
          (await import('../init-command.ts')).init(environment, voice, withFiles(environment, 'init', options, args)),
        ),
      );
  },
};
