// Codes of the importer traefik.
export const traefikCodes = {} as const;
