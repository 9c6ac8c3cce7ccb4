import { dirname, join } from 'node:path';
import { answersJsonSchema } from '../../answers/json-schema.ts';

/** The JSON Schema next to an answers file, for editors. */
export const schemaFileOf = (answersFile: string): string => join(dirname(answersFile), 'api-gateway.schema.json');

/** Its text. It is written whenever an interview writes answers, because nobody edits it. */
export const schemaText = (): string => `${JSON.stringify(answersJsonSchema(), null, 2)}\n`;
