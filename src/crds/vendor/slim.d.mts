import type { Schema } from '../schema.ts';

export declare const slim: (schema: unknown) => unknown;
export declare const marked: (schema: Schema) => Schema;
