import { ANSWERS_FILE } from '../../values/defaults.ts';
import type { Definition } from './command-definition.ts';
import { common, examples, many, withAnswers } from './command-options.ts';

export const questionsDefinition: Definition = {
  name: 'questions',
  answers: true,
  define: ({ environment, root, act, flags }) => {
    withAnswers(
      common(root.command('questions').description('Lists the open questions of the interview, for programs.')),
      flags,
    )
      .option('-f, --file <file>', `The answers file (default: ${ANSWERS_FILE}), or - for standard input.`, many)
      .option('--all', 'Also lists what a complete answers file leaves to defaults.')
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
