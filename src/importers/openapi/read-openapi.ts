import type { Reader } from '../importer.ts';

export const readOpenapi: Reader = () => ({ services: [], root: [], lists: [] });
