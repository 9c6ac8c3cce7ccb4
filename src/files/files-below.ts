import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Everything below a folder; a link is listed and never followed. */
export const filesBelow = (dir: string): { files: string[]; folders: string[] } => {
  const files: string[] = [];
  const folders: string[] = [];
  const visit = (prefix: string): void => {
    for (const e of readdirSync(join(dir, prefix), { withFileTypes: true })) {
      const path = prefix ? `${prefix}/${e.name}` : e.name;
      if (!e.isDirectory()) files.push(path);
      else {
        folders.push(path);
        visit(path);
      }
    }
  };
  visit('');
  return { files, folders };
};
