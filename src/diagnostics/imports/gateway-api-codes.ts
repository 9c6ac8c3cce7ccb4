// Codes of the importer gateway-api.
export const gatewayApiCodes = {} as const;
