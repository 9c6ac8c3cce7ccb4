import { Option } from 'commander';
import { EXAMPLE_NAMES } from '../examples/example-names.ts';
import type { Definition } from './command-definition.ts';
import { common, examples, output, withAnswers } from './command-options.ts';

const exampleOption = (): Option => {
  const option = new Option('--example [name]', 'Writes the answers file of an example to edit; lists the examples.');
  // For completion only: an unknown name gets the list with a sentence about each.
  option.argChoices = [...EXAMPLE_NAMES];
  return option;
};

export const initDefinition: Definition = {
  name: 'init',
  answers: true,
  define: ({ environment, root, act, flags }) => {
    withAnswers(
      output(
        common(root.command('init', { isDefault: true }))
          .description('Asks questions, then writes the answers file and the manifests.')
          .addOption(exampleOption())
          .option('--minimal', 'Writes the shortest answers file to edit (same as --example minimal).')
          .option('--yes', 'Uses the default of every question that has one.')
          .option('--plain', 'Prints each question once, for screen readers and dumb terminals.'),
      ),
      flags,
    )
      .addHelpText(
        'after',
        examples(
          ['', 'Asks, then writes api-gateway.yaml and manifests/.'],
          ['init --hostname api.example.com', 'Asks for all answers but the host name.'],
          ['init --example jwt-api', 'Asks nothing: writes an answers file with comments, to edit.'],
          ['init -f staging.yaml -o staging', 'Uses other names, and skips what the file answers.'],
        ),
      )
      .action(
        act(async (voice, options) =>
          options.example !== undefined || options.minimal === true
            ? (await import('../example-command.ts')).fromExample(environment, voice, options)
            : (await import('../init-command.ts')).init(environment, voice, options),
        ),
      );
  },
};
