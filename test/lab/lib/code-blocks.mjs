// The commands of a runbook, as a person copies them.

/** The shell commands of a text, one entry for each code block, without the indentation of a list; `section`: of one section only. */
export const blocksOf = (text, section) => {
  const part =
    section === undefined ? text : (text.split(/^(?=## )/m).find((s) => s.startsWith(`## ${section}\n`)) ?? '');
  return [...part.matchAll(/^( *)(`{3,})sh\n([\s\S]*?)^\1\2$/gm)].map(([, indent, , code]) =>
    code
      .split('\n')
      .map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line))
      .join('\n'),
  );
};
