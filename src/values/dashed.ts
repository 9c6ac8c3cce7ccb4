/** The words of a text in lower case with dashes between them: `/v1/Users` becomes `v1-users`; empty if it has none. */
export const dashed = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
