/** Whether the arguments select JSON. They are read as text, because they may be what is wrong. */
export const wantsJson = (argv: readonly string[]): boolean => {
  const end = argv.indexOf('--');
  const words = end < 0 ? argv : argv.slice(0, end);
  return words.some(
    (word, i) => word === '--json' || word === '--format=json' || (word === '--format' && words[i + 1] === 'json'),
  );
};
