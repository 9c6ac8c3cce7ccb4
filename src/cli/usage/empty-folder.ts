import { UserError } from '../environment.ts';

/** The error about an option whose folder is empty. `example`: a folder that fits; `more`: what the message ends with. */
export const emptyFolder = (option: string, example: string, more = ''): UserError =>
  new UserError(`${option} '' is not a folder name. Pass a folder, such as ${option} ${example}.${more}`);
