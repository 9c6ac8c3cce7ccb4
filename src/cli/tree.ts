/** Paths as an indented tree; folders end with a slash and precede their first file. */
export const treeOf = (paths: readonly string[]): string[] => {
  const out: string[] = [];
  const told = new Set<string>();
  for (const path of paths) {
    const steps = path.split('/');
    for (let i = 1; i < steps.length; i++) {
      const folder = steps.slice(0, i).join('/');
      if (!told.has(folder)) out.push(`${'  '.repeat(i)}${steps[i - 1]}/`);
      told.add(folder);
    }
    out.push(`${'  '.repeat(steps.length)}${steps.at(-1)}`);
  }
  return out;
};
