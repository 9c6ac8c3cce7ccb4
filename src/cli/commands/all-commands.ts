import { answerDefinition } from './answer-definition.ts';
import { checkDefinition } from './check-definition.ts';
import type { Definition } from './command-definition.ts';
import { completionDefinition } from './completion-definition.ts';
import { explainDefinition } from './explain-definition.ts';
import { generateDefinition } from './generate-definition.ts';
import { importDefinition } from './imports-definition.ts';
import { initDefinition } from './init-definition.ts';
import { questionsDefinition } from './questions-definition.ts';
import { schemaDefinition } from './schema-definition.ts';
import { skillDefinition } from './skill-definition.ts';

/** Every command, in the order of the help. */
export const COMMANDS: readonly Definition[] = [
  initDefinition,
  importDefinition,
  generateDefinition,
  checkDefinition,
  explainDefinition,
  questionsDefinition,
  answerDefinition,
  schemaDefinition,
  skillDefinition,
  completionDefinition,
];
