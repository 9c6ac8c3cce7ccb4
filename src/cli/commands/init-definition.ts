import type { Definition } from './command-definition.ts';
import { common, examples, output, withAnswers } from './command-options.ts';

export const initDefinition: Definition = {
  name: 'init',
  answers: true,
  define: ({ environment, root, act, flags }) => {
    withAnswers(
      output(
        common(root.command('init', { isDefault: true }))
          .description('Asks questions, then writes the answers file and the manifests.')
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
          ['init -f staging.yaml -o staging', 'Uses other names, and skips what the file answers.'],
        ),
      )
      .action(act(async (voice, options) => (await import('../init-command.ts')).init(environment, voice, options)));
  },
};
