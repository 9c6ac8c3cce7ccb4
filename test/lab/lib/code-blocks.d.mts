/** The shell commands of a text, one entry for each code block; `section`: of one section only. */
export const blocksOf: (text: string, section?: string) => string[];
