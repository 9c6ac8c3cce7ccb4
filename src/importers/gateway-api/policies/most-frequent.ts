/** The most frequent of some texts, if two services have it, or all. */
export const mostFrequent = (all: readonly string[], of: number): string | undefined => {
  const times = new Map<string, number>();
  for (const t of all) times.set(t, (times.get(t) ?? 0) + 1);
  const [best] = [...times].sort((a, b) => b[1] - a[1]);
  return best && (best[1] >= 2 || best[1] === of) ? best[0] : undefined;
};
