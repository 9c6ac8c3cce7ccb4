import * as z from 'zod';
import { answersSchema } from './schema/schema.ts';

/** JSON Schema draft-07 of the answers file as it is written (with shorthands); works with yaml-language-server. */
export const answersJsonSchema = (): object => {
  const { $schema, ...schema } = z.toJSONSchema(answersSchema, {
    target: 'draft-7',
    io: 'input',
    reused: 'inline',
  }) as Record<string, unknown>;
  return {
    $schema,
    $id: 'https://eg-api-gateway.dev/api-gateway.schema.json',
    title: 'Answers of eg-api-gateway',
    ...schema,
  };
};
