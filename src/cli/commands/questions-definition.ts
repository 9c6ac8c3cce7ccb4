import type { Definition } from './command-definition.ts';
import { answersFile, common, examples, withAnswers } from './command-options.ts';

export const questionsDefinition: Definition = {
  name: 'questions',
  group: 'For editors, shells and programs:',
  answers: true,
  define: ({ environment, root, act, flags, showsAll }) => {
    const command = root.command('questions').description('Lists the open questions of the interview.');
    answersFile(command);
    common(command).option('--all', 'Also lists what a complete answers file leaves to defaults.');
    withAnswers(command, flags, showsAll)
      .addHelpText(
        'after',
        examples(
          ['questions --json', 'Prints each question with its choices, default and validation.'],
          ['questions --json -f - < answers.yaml', 'The same for answers that are not in a file.'],
        ),
      )
      .action(
        act(async (voice, options) => (await import('../questions-command.ts')).questions(environment, voice, options)),
      );
  },
};
