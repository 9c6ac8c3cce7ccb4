// Codes of the importer openapi.
export const openapiCodes = {} as const;
