import { ANSWERS_FILE } from '../../values/defaults.ts';
import type { Definition } from './command-definition.ts';
import { common, examples, many } from './command-options.ts';

export const answerDefinition: Definition = {
  name: 'answer',
  define: ({ environment, root, act }) => {
    common(root.command('answer').description('Answers questions of the interview, and lists those that are open.'))
      .argument('[id=value...]', 'Ids of questions, or keys of the answers file, with their answers.')
      .option('-f, --file <file>', `The answers file (default: ${ANSWERS_FILE}), or - for standard input.`, many)
      .option('--defaults', 'Accepts the default of every open question.')
      .addHelpText(
        'after',
        examples(
          ['answer hostname=api.example.com', 'Stores the answer in api-gateway.yaml.'],
          ['answer --defaults', 'Ends the interview, if no open question needs a decision.'],
        ),
      )
      .action(
        act(async (voice, options, args) =>
          (await import('../answer-command.ts')).answer(environment, voice, options, args),
        ),
      );
  },
};
