/** A regular expression (RE2 as well) that matches exactly this text. */
export const literalPattern = (text: string): string => text.replace(/[.\\+*?()[\]{}|^$]/g, '\\$&');
