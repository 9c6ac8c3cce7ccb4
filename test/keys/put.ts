type Tree = Record<string, unknown>;

/** Sets a value at `services[].a.b`, in the first of a list (`services[2].a`: in the third) and in the one of a map; undefined: the key is not set. */
export const put = (root: Tree, at: string, value: unknown): void => {
  let here = root;
  const steps = at
    .replaceAll('[]', '.0')
    .replaceAll(/\[(\d+)\]/g, '.$1')
    .split('.');
  const last = steps.pop()!;
  for (const step of steps) {
    const key = step === '0' && !Array.isArray(here) ? Object.keys(here)[0]! : step;
    if (typeof here[key] !== 'object' || here[key] === null) {
      if (value === undefined) return;
      here[key] = {};
    }
    here = here[key] as Tree;
  }
  if (value === undefined) delete here[last];
  else here[last] = value;
};
