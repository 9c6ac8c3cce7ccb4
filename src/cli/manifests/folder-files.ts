// The files below a path that may contain manifests.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isRunFolder } from '../../files/journal.ts';

/** Folders without manifests of their own: those of tools (`.git`, `.github`) and of installed packages. */
const isSkipped = (name: string): boolean => name.startsWith('.') || name === 'node_modules' || isRunFolder(name);

/** All files below a path, sorted; the path itself if it is a file. `unread` is called for each folder that cannot be opened. */
export const filesBelow = (path: string, unread: (path: string, error: unknown) => void): string[] => {
  if (!statSync(path).isDirectory()) return [path];
  const files: string[] = [];
  const visit = (folder: string): void => {
    let list: ReturnType<typeof contents>;
    try {
      list = contents(folder);
    } catch (error) {
      unread(folder, error);
      return;
    }
    for (const e of list.sort((a, b) => (a.name < b.name ? -1 : 1)))
      if (e.isDirectory()) {
        if (!isSkipped(e.name)) visit(join(folder, e.name));
      } else if (e.isFile()) files.push(join(folder, e.name));
  };
  visit(path);
  return files;
};
const contents = (path: string) => readdirSync(path, { withFileTypes: true });

/** Finds the files that Helm renders: those in the folder `templates` of a chart. */
export class Charts {
  private readonly known = new Map<string, boolean>();

  /** Whether a file is a template of a chart. Each folder is looked at once. */
  isTemplate(file: string): boolean {
    return this.isInTemplates(dirname(file));
  }

  private isInTemplates(folder: string): boolean {
    const known = this.known.get(folder);
    if (known !== undefined) return known;
    const parent = dirname(folder);
    const found =
      parent !== folder &&
      ((basename(folder) === 'templates' && existsSync(join(parent, 'Chart.yaml'))) || this.isInTemplates(parent));
    this.known.set(folder, found);
    return found;
  }
}
