// Which answers the schema requires, as types: a record over them does not compile where one is forgotten.
import type * as z from 'zod';
import type { AnswersInput } from './schema/answers-schema.ts';
import type { service } from './schema/service-schema.ts';

type RequiredKey<T> = { [K in keyof T]-?: undefined extends T[K] ? never : K }[keyof T] & string;

/** Keys that every answers file must have. */
export type RequiredAnswer = RequiredKey<AnswersInput>;
/** Keys that every service must have. Path and backend may also be given as `paths` and `backends`, so the schema alone does not require it. */
export type RequiredOfService = RequiredKey<z.input<typeof service>> | 'path' | 'backend';
