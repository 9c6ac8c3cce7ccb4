// Random documents: whatever services are made, each documented operation is served by one with its own authentication (or by one
// about which a person decides), and nothing becomes public that the document does not make public.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { validateAnswers } from '../../../src/answers/read.ts';
import { answerTo } from '../../../src/effective/requests/answer-to.ts';
import { Snapshot } from '../../../src/effective/snapshot.ts';
import { buildIntent } from '../../../src/intent/build-intent.ts';
import { buildResources } from '../../../src/resources/build-resources.ts';
import { seeded } from '../../deep.ts';
import { importText } from '../import-text.ts';

type Tree = Record<string, unknown>;
interface Service extends Tree {
  name: string;
  auth: unknown;
  allow?: { scopes?: string[] };
}

/** Requirements of operations, and what the service of each must have. */
const SECURITY = {
  default: { security: undefined, auth: 'token', scopes: undefined },
  public: { security: [], auth: 'none', scopes: undefined },
  key: { security: [{ key: [] }], auth: 'key', scopes: undefined },
  read: { security: [{ login: ['r'] }], auth: 'login', scopes: ['r'] },
  write: { security: [{ login: ['r', 'w'] }], auth: 'login', scopes: ['r', 'w'] },
  either: { security: [{ key: [] }, { token: [] }], auth: ['key', 'token'], scopes: undefined },
  optional: { security: [{ key: [] }, {}], auth: { optional: 'key' }, scopes: undefined },
} as const;
type Kind = keyof typeof SECURITY;

const segment = fc.constantFrom('a', 'b', 'a', 'c', '{x}', '{y}', 'a{x}');
const path = fc
  .array(segment, { minLength: 1, maxLength: 3 })
  .map((list) => `/${list.map((s, i) => s.replace(/[xy]/, (c) => `${c}${i}`)).join('/')}`);
const kinds = (...list: Kind[]): fc.Arbitrary<Kind> => fc.constantFrom(...list);
const operations = fc.oneof(
  fc.dictionary(fc.constantFrom('get', 'post', 'delete'), kinds('default', 'default', 'default', 'key'), {
    minKeys: 1,
  }),
  fc.dictionary(
    fc.constantFrom('get', 'post'),
    kinds('default', 'public', 'key', 'read', 'write', 'either', 'optional'),
    {
      minKeys: 1,
    },
  ),
);
const documents = fc.dictionary(path, operations, { minKeys: 1, maxKeys: 6 });

type Document = Record<string, Record<string, Kind>>;

const textOf = (paths: Document): string =>
  JSON.stringify({
    openapi: '3.0.0',
    info: { title: 'Random', version: '1' },
    servers: [{ url: 'https://api.example.com' }],
    security: [{ token: [] }],
    paths: Object.fromEntries(
      Object.entries(paths).map(([p, item]) => [
        p,
        Object.fromEntries(Object.entries(item).map(([m, kind]) => [m, { security: SECURITY[kind].security }])),
      ]),
    ),
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
        key: { type: 'apiKey', in: 'header', name: 'X-Key' },
        login: { type: 'oauth2', flows: {} },
      },
    },
  });

/** The answers with everything that a person is asked for. All services have the same backend, which is the strictest case. */
const answered = (given: Tree): Tree => {
  const answers = structuredClone(given) as Tree & { services: Service[]; auth: { methods: Record<string, Tree> } };
  const methods: Record<string, Tree> = { ...answers.auth?.methods };
  for (const s of answers.services) {
    s.backend = 'api:8080';
    if (s.auth !== 'undecided') continue;
    s.auth = 'decided';
    methods.decided = { type: 'jwt' };
  }
  for (const [name, m] of Object.entries(methods))
    Object.assign(
      m,
      m.type === 'jwt'
        ? { issuer: `https://${name}.example.com`, jwks: `https://${name}.example.com/jwks`, audiences: ['api'] }
        : { secret: `${name}-keys`, clients: [`${name}-client`] },
    );
  return { ...answers, auth: { methods }, tls: { secret: 'api-tls' } };
};

const matches = (template: string, sent: string): boolean =>
  new RegExp(`^${template.replace(/\{[^}]*\}/g, '[^/]+')}$`).test(sent);

for (const group of ['fewest', 'operation'] as const)
  test(`each operation has its own authentication (${group})`, async () => {
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(documents, fc.array(path, { maxLength: 4 }), async (document, others) => {
        const { answers: imported } = await importText('openapi', textOf(document), { group });
        const answers = answered(imported) as Tree & { services: Service[] };
        const read = validateAnswers(answers, '');
        if (!('answers' in read)) throw new Error(JSON.stringify([document, imported, read], undefined, 1));
        const snapshot = new Snapshot(buildResources(buildIntent(read.answers)).map((r) => r.object));
        const serving = (method: string, sent: string): Service | undefined => {
          const got = answerTo(snapshot, {
            scheme: 'https',
            port: 443,
            host: 'api.example.com',
            method,
            path: sent,
            headers: {},
          });
          const route = got?.route.metadata.name ?? '';
          // users, users-2, and users-key for a method of several.
          return answers.services
            .filter((s) => route === s.name || route.startsWith(`${s.name}-`))
            .sort((a, b) => b.name.length - a.name.length)[0];
        };
        for (const [p, item] of Object.entries(document))
          for (const [m, kind] of Object.entries(item)) {
            const sent = p.replace(/\{[^}]*\}/g, 'value');
            const s = serving(m.toUpperCase(), sent);
            const { auth, scopes } = SECURITY[kind];
            compared++;
            const context = `${m} ${p} ${kind} ${JSON.stringify([document, answers.services])}`;
            expect(s, context).toBeDefined();
            if (s!.auth === 'decided') continue;
            expect(Array.isArray(s!.auth) ? [...s!.auth].sort() : s!.auth, context).toEqual(auth);
            expect(s!.allow?.scopes, context).toEqual(scopes);
          }
        for (const other of [...Object.keys(document), ...others])
          for (const m of ['get', 'post', 'delete', 'patch']) {
            const sent = other.replace(/\{[^}]*\}/g, 'b');
            const s = serving(m.toUpperCase(), sent);
            const documented = Object.entries(document).flatMap(([p, item]) =>
              item[m] !== undefined && matches(p, sent) ? [item[m]] : [],
            );
            const context = `${m} ${sent} ${JSON.stringify([document, answers.services])}`;
            if (s?.auth === 'none') expect(documented, context).toContain('public');
            if (JSON.stringify(s?.auth)?.includes('optional')) expect(documented, context).toContain('optional');
            if (group === 'operation') expect(s === undefined, context).toBe(documented.length === 0);
          }
      }),
      seeded(60, 1500),
    );
    expect(compared).toBeGreaterThan(50);
  });
