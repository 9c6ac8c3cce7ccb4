import type { Schema } from '../crd-schema.ts';

export declare const compileRule: (rule: string, used?: Set<string>) => string;
export declare const rulesModule: (schemas: readonly (Schema | object)[]) => string;
