import type { Definition } from './command-definition.ts';
import { common, examples } from './command-options.ts';

export const explainDefinition: Definition = {
  name: 'explain',
  define: ({ root, act }) => {
    common(root.command('explain'))
      .description('Explains a finding and how to fix it.')
      .argument('[code...]', 'Codes of findings (default: all).')
      .addHelpText(
        'after',
        examples(['explain TargetNotFound', 'Prints the meaning, the reason, the fix and an example.']),
      )
      .action(
        act(async (voice, options, args) => (await import('../explain-command.ts')).explain(voice, options, args)),
      );
  },
};
