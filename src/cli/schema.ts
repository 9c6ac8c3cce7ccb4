import { answersJsonSchema } from '../answers/json-schema.ts';
import { EXIT, type Voice } from './world.ts';

/** `schema`: the JSON Schema of the answers file, for editors. */
export const schema = async (voice: Voice): Promise<number> => {
  voice.result(`${JSON.stringify(answersJsonSchema(), null, 2)}\n`);
  return EXIT.fine;
};
