import { answersJsonSchema, teamJsonSchema } from '../answers/json-schema.ts';
import { EXIT, type Options, type Voice } from './environment.ts';

/** `schema`: prints the JSON Schema of the answers file, or of a team's file. */
export const schema = async (voice: Voice, options: Options): Promise<number> => {
  voice.result(`${JSON.stringify(options.team === true ? teamJsonSchema() : answersJsonSchema(), null, 2)}\n`);
  return EXIT.fine;
};
