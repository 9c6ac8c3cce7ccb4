import type { Definition } from './command-definition.ts';
import { common, examples } from './command-options.ts';

export const completionDefinition: Definition = {
  name: 'completion',
  group: 'For editors, shells and programs:',
  completes: async () => ({ argument: ['bash', 'zsh', 'fish'] }),
  define: ({ root, act, definitions }) => {
    common(root.command('completion').description('Prints the completion script for bash, zsh or fish.'))
      .argument('<shell>', 'One of: bash, zsh, fish.')
      .addHelpText(
        'after',
        examples(
          [
            'completion bash > \\\n      ~/.local/share/bash-completion/completions/eg-api-gateway',
            'Installs it for bash.',
          ],
          ['completion zsh > "${fpath[1]}/_eg-api-gateway"', 'Installs it for zsh.'],
          ['completion fish > \\\n      ~/.config/fish/completions/eg-api-gateway.fish', 'Installs it for fish.'],
        ),
      )
      .action(
        act(async (voice, options, [shell]) =>
          (await import('../completion.ts')).completion(voice, root, definitions, shell!, options.json === true),
        ),
      );
  },
};
