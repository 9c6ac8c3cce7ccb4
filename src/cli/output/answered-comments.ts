/** In every question of an import. A file without it, as most are, does not need the module. */
const MARK = '(import)';

/** The text of an answers file without the comments of an import that ask what is answered now. */
export const withoutAnswered = async (text: string): Promise<string> =>
  text.includes(MARK) ? (await import('../../importers/written/settled.ts')).settled(text) : text;
