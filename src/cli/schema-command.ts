import { answersJsonSchema, overlayJsonSchema, teamJsonSchema } from '../answers/json-schema.ts';
import { nearest } from '../diagnostics/nearest.ts';
import { visibleLine } from '../diagnostics/visible.ts';
import { EXIT, type Options, UserError, type Voice } from './environment.ts';

const ofResult = async (command: string): Promise<object> => {
  const { RESULT_NAMES, resultJsonSchema } = await import('./result/result-schemas.ts');
  if (RESULT_NAMES.includes(command)) return resultJsonSchema(command);
  const near = nearest(command, RESULT_NAMES);
  throw new UserError(
    `--output ${visibleLine(command)}: no command with this name has a result in JSON. ${near ? `Did you mean ${near}?` : `Use one of: ${RESULT_NAMES.join(', ')}.`}`,
  );
};

/** `schema`: prints the JSON Schema of the answers file, of a file that changes another one, of a team's file, or of a result. */
export const schema = async (voice: Voice, options: Options): Promise<number> => {
  const kinds = ['team', 'overlay', 'output'].filter((name) => options[name] !== undefined);
  if (kinds.length > 1) throw new UserError(`--${kinds[0]} and --${kinds[1]} cannot be combined. Use one of them.`);
  const printed =
    options.output !== undefined
      ? await ofResult(String(options.output))
      : options.team
        ? teamJsonSchema()
        : options.overlay
          ? overlayJsonSchema()
          : answersJsonSchema();
  voice.result(`${JSON.stringify(printed, null, 2)}\n`);
  return EXIT.fine;
};
