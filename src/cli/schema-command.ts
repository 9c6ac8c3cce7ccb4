import { answersJsonSchema, overlayJsonSchema, teamJsonSchema } from '../answers/json-schema.ts';
import { EXIT, type Options, UserError, type Voice } from './environment.ts';

/** `schema`: prints the JSON Schema of the answers file, of a file that changes another one, or of a team's file. */
export const schema = async (voice: Voice, options: Options): Promise<number> => {
  if (options.team === true && options.overlay === true)
    throw new UserError("--team and --overlay cannot be combined: a team's file is not merged. Use one of them.");
  const printed =
    options.team === true ? teamJsonSchema() : options.overlay ? overlayJsonSchema() : answersJsonSchema();
  voice.result(`${JSON.stringify(printed, null, 2)}\n`);
  return EXIT.fine;
};
