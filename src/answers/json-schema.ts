import * as z from 'zod';
import { answersSchema } from './schema/answers-schema.ts';
import { teamFile } from './schema/teams-schema.ts';

const draft07 = (schema: z.ZodType, file: string, title: string): object => {
  const { $schema, ...rest } = z.toJSONSchema(schema, {
    target: 'draft-7',
    io: 'input',
    reused: 'inline',
  }) as Record<string, unknown>;
  return { $schema, $id: `https://eg-api-gateway.dev/${file}`, title, ...rest };
};

/** The JSON Schema (draft-07) of the answers file, including shorthands; works with yaml-language-server. */
export const answersJsonSchema = (): object =>
  draft07(answersSchema, 'api-gateway.schema.json', 'Answers of eg-api-gateway');

/** The JSON Schema of a team's file. */
export const teamJsonSchema = (): object => draft07(teamFile, 'team.schema.json', "A team's answers of eg-api-gateway");
