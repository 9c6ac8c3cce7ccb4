import type { Answers } from './schema/answers-schema.ts';

/** The oldest supported Envoy Gateway. Before v1.9.1, login cookies can be decrypted (CVE-2026-47775). */
export const oldestVersion = ({ auth }: Pick<Answers, 'auth'>): 'v1.9.0' | 'v1.9.1' =>
  Object.values(auth?.methods ?? {}).some((m) => m.type === 'oidc') ? 'v1.9.1' : 'v1.9.0';
