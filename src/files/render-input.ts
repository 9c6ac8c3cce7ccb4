import type { Intent } from '../model/intent.ts';
import type { ManifestFile } from './manifest-layout.ts';

/** The input of the output folder. */
export interface RenderInput {
  readonly intent: Intent;
  /** The files of objects, in apply order. */
  readonly files: readonly ManifestFile[];
  /** Text of validate.sh, without its checksum. */
  readonly validate: string;
  /** Name of the answers file, for the headers; never a path. */
  readonly answersFile: string;
  /** The platform's answers file, if this is a team with an answers file of its own. */
  readonly rootFile?: string;
  readonly toolVersion: string;
}
