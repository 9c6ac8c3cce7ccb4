// The keys of the answers that have no keys below them, as paths: `services[].healthCheck.interval`, `auth.methods.jwt.issuer`.
import type { z } from 'zod';
import { below, keysOf } from '../../src/answers/known-keys.ts';
import { answersSchema } from '../../src/answers/schema/answers-schema.ts';

/** What is the same as elsewhere below it, and walked there: Services as `services[].backend`, and services of teams. */
const SHARED =
  /(?:canary\.backend|backends\[\]\.backend|failover|collector|grpc|extProc\.backend|teams\[\]\.services)$/;

const childrenOf = (schemas: readonly z.ZodType[], key: string): z.ZodType[] =>
  schemas.filter((s) => keysOf(s).includes(key)).flatMap((s) => below(s, key));

const walk = (schemas: readonly z.ZodType[], at: string): string[] => {
  if (SHARED.test(at)) return [at];
  const keys = [...new Set(schemas.flatMap(keysOf))];
  const found = keys.flatMap((k) => walk(childrenOf(schemas, k), at === '' ? k : `${at}.${k}`));
  if (keys.length > 0) return found;
  const items = schemas.flatMap((s) => below(s, 0));
  return items.some((s) => keysOf(s).length > 0) ? walk(items, `${at}[]`) : [at];
};

interface Member {
  readonly shape: Record<string, z.ZodType>;
}

/** A method of authentication has the keys of its own type only. */
const ofMethods = (): string[] => {
  const [union] = childrenOf(childrenOf([answersSchema], 'auth'), 'methods').flatMap((s) => below(s, 'name'));
  const members = (union as unknown as { options: readonly Member[] }).options;
  return members.flatMap(({ shape }) => {
    const type = (shape.type as z.ZodLiteral<string>).value;
    return Object.entries(shape)
      .filter(([key]) => key !== 'type')
      .flatMap(([key, s]) => walk([s], `auth.methods.${type}.${key}`));
  });
};

export const leaves = (): string[] => [
  ...walk([answersSchema], '').filter((at) => !at.startsWith('auth.methods')),
  ...ofMethods(),
];
