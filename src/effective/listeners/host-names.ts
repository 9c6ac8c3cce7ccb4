/** Whether a hostname or certificate name, which may begin with `*.`, covers another one. A wildcard covers one label. */
const covers = (wide: string, narrow: string): boolean => {
  if (wide === narrow) return true;
  if (!wide.startsWith('*') || wide.length < 2 || narrow.startsWith('*')) return false;
  const rest = wide.slice(1);
  return narrow.endsWith(rest) && !narrow.slice(0, narrow.length - rest.length).includes('.');
};

/** Whether two names have a host name in common (areOverlappingHostnames in listener.go); undefined is any name. */
export const overlap = (a: string | undefined, b: string | undefined): boolean =>
  a === undefined || b === undefined || covers(a, b) || covers(b, a);

/** The names that can overlap with a name: itself, and the wildcard above it. */
export const keysOfName = (name: string): { readonly own: string; readonly above: string | undefined } => {
  const dot = name.indexOf('.');
  return { own: name, above: name.startsWith('*') || dot < 0 ? undefined : `*${name.slice(dot)}` };
};
