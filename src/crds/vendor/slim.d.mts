import type { Schema } from '../crd-schema.ts';

export declare const slim: (schema: unknown) => unknown;
export declare const marked: (schema: Schema) => Schema;
