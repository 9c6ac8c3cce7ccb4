import type { Definition } from './command-definition.ts';
import { common, examples } from './command-options.ts';

export const skillDefinition: Definition = {
  name: 'skill',
  group: 'For editors, shells and programs:',
  define: ({ environment, root, act }) => {
    common(root.command('skill').description('Prints or installs instructions for agents (SKILL.md).'))
      .option('--install [dir]', 'Writes DIR/eg-api-gateway/SKILL.md (default: .agents/skills).')
      .option('--force', 'Overwrites a SKILL.md that was edited by hand.')
      .addHelpText(
        'after',
        examples(
          ['skill', 'Prints the instructions.'],
          ['skill --install', 'Writes .agents/skills/eg-api-gateway/SKILL.md.'],
        ),
      )
      .action(act(async (voice, options) => (await import('../skill-command.ts')).skill(environment, voice, options)));
  },
};
