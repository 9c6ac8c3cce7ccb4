import type { Reader } from '../importer.ts';

export const readGatewayApi: Reader = () => ({ services: [], root: [], lists: [] });
