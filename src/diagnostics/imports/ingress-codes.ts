// Codes of the importer ingress.
export const ingressCodes = {} as const;
