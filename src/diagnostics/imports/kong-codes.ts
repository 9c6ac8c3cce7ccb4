// Codes of the importer kong.
export const kongCodes = {} as const;
