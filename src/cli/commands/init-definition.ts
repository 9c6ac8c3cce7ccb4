import { withFiles } from '../usage/named-files.ts';
import type { Definition } from './command-definition.ts';
import { answerKeys, common, examples, insteadOfWriting, output, withAnswers } from './command-options.ts';

export const initDefinition: Definition = {
  name: 'init',
  group: 'Write and validate manifests:',
  answers: true,
  completes: async () => ({
    options: {
      '--set': await answerKeys(),
      '--example': (await import('../examples/example-names.ts')).EXAMPLE_NAMES,
    },
  }),
  define: ({ environment, root, act, flags, showsAll }) => {
    const command = root
      .command('init', { isDefault: true })
      .description('Asks questions, then writes the answers file and manifests.')
      .argument('[file]');
    output(command);
    command
      .optionsGroup('Questions:')
      .option('--yes', 'Uses the default of every question that has one.')
      .option('--plain', 'Prints each question once, for screen readers.')
      .option('--example [name]', 'Asks nothing: writes an answers file to edit. Lists them.')
      .option('--minimal', 'The same, with the shortest example.');
    insteadOfWriting(command);
    common(command);
    withAnswers(command, flags, showsAll)
      .addHelpText(
        'after',
        examples(
          ['init', 'Asks, then writes api-gateway.yaml and manifests/.'],
          ['init --hostname api.example.com', 'Asks for all answers but the host name.'],
          ['init --example jwt-api', 'Asks nothing: writes an answers file with comments, to edit.'],
          ['init staging.yaml -o staging', 'Uses other names, and skips what the file answers.'],
        ),
      )
      .action(
        act(async (voice, given, args) => {
          const options = withFiles(environment, 'init', given, args);
          return options.example !== undefined || options.minimal === true
            ? (await import('../example-command.ts')).fromExample(environment, voice, options)
            : (await import('../init-command.ts')).init(environment, voice, options);
        }),
      );
  },
};
