import type { Definition } from './command-definition.ts';
import { common, examples } from './command-options.ts';

export const explainDefinition: Definition = {
  name: 'explain',
  group: 'Write and validate manifests:',
  completes: async () => ({ argument: Object.keys((await import('../../diagnostics/whole-catalogue.ts')).CATALOGUE) }),
  define: ({ root, act }) => {
    common(root.command('explain'))
      .description('Explains codes of messages, and how to fix the cause.')
      .argument('[code...]', 'Codes, in any case of letters (default: lists all).')
      .option('--markdown', 'Prints the text of all codes as Markdown.')
      .addHelpText(
        'after',
        examples(
          ['explain TargetNotFound', 'Prints the meaning, the reason, the fix and an example.'],
          ['explain', 'Lists every code with its meaning in one line.'],
        ),
      )
      .action(
        act(async (voice, options, args) => (await import('../explain-command.ts')).explain(voice, options, args)),
      );
  },
};
