import type { Intent } from '../model/intent.ts';
import type { Resource } from '../objects/resource.ts';

/** What the output folder is made from. */
export interface RenderInput {
  readonly intent: Intent;
  readonly resources: readonly Resource[];
  /** Text of validate.sh, without its seal. */
  readonly validate: string;
  /** Name of the answers file, for the headers; never a path. */
  readonly answersFile: string;
  /** Of a team with answers of its own: the platform's answers file. */
  readonly rootFile?: string;
  readonly toolVersion: string;
}
