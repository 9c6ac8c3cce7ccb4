import type { Definition } from './command-definition.ts';
import { answersFile, common, examples } from './command-options.ts';

export const answerDefinition: Definition = {
  name: 'answer',
  group: 'For editors, shells and programs:',
  define: ({ environment, root, act }) => {
    const command = root.command('answer').description('Answers questions of the interview.');
    answersFile(command);
    common(command)
      .argument('[id=value...]', 'Ids of questions, or keys of the answers file, with their answers.')
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
