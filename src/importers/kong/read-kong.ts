import type { Reader } from '../importer.ts';

export const readKong: Reader = () => ({ services: [], root: [], lists: [] });
