// What generate would refuse is left out, and no request gets more access than in the source.
import { describe, expect, test } from 'vitest';
import { importNeutral, jwt, PUBLIC, rootOf, service, servicesOf, sourced, UNSTATED } from './neutral-form.ts';

const HOSTS = ['api.example.com'];
const codes = (result: Awaited<ReturnType<typeof importNeutral>>): string[] => result.entries.map((e) => e.code);

describe('access', () => {
  test('valid answers are left as they are, without questions', async () => {
    const result = await importNeutral({ services: [service('users', ['/users'], jwt(), { hosts: HOSTS })] });
    expect(result.open).toEqual([]);
    expect(servicesOf(result).users).toEqual({
      name: 'users',
      path: '/users',
      backend: 'shop/users:8080',
      auth: 'customers',
    });
  });

  test.each([
    ['a method', jwt('customers', { type: 'jwt', issuer: 'no url' }), {}],
    ['a method that is unknown', jwt('customers', { type: 'magic' }), {}],
    ['allow', jwt(), { allow: { cidrs: ['10.0.0.0/99'] } }],
    ['deny', jwt(), { deny: ['not an address'] }],
    ['deny of a public service', PUBLIC, { deny: ['not an address'] }],
    ['allow of a public service', PUBLIC, { allow: { cidrs: ['x'] } }],
  ])('a service without %s that is refused is undecided, not dropped', async (_, auth, parts) => {
    const result = await importNeutral({ services: [service('users', ['/users'], auth, { hosts: HOSTS, parts })] });
    const { users } = servicesOf(result);
    expect(users?.auth).toBe('undecided');
    expect(users).not.toHaveProperty('publicReason');
    expect(result.open.map((p) => p.key)).toContain('services[0].auth');
    expect(codes(result)).toContain('AnswerNotAccepted');
  });

  test('an authorizer without an address stays and is asked for it; one with two addresses is refused', async () => {
    const of = (parts: Record<string, unknown>) =>
      importNeutral({
        services: [service('a', ['/a'], jwt('checks', { type: 'extAuth', ...parts }), { hosts: HOSTS })],
      });
    const open = await of({ issuer: undefined, jwks: undefined, audiences: undefined });
    expect(open.answers.auth).toMatchObject({ methods: { checks: { type: 'extAuth' } } });
    expect(servicesOf(open).a?.auth).toBe('checks');
    expect(open.open.map((p) => p.code)).toEqual(['AuthorizerMissing']);
    const two = await of({ issuer: undefined, jwks: undefined, audiences: undefined, grpc: 'a:1', http: 'http://a:1' });
    expect(servicesOf(two).a?.auth).toBe('undecided');
  });

  test('a refused method leaves only the services that accept it undecided', async () => {
    const result = await importNeutral({
      services: [
        service('a', ['/a'], jwt('bad', { issuer: 'no url' }), { hosts: HOSTS }),
        service('b', ['/b'], jwt('good'), { hosts: HOSTS }),
      ],
    });
    expect(servicesOf(result)).toMatchObject({ a: { auth: 'undecided' }, b: { auth: 'good' } });
  });

  test('a refused method leaves responses that accept it undecided', async () => {
    const result = await importNeutral({
      services: [service('a', ['/a'], jwt('good'), { hosts: HOSTS })],
      lists: [
        {
          list: 'responses',
          value: { path: '/hello', status: 200, body: 'hi' },
          from: [],
          auth: jwt('bad', { issuer: 'no url' }),
        },
      ],
    });
    expect(result.answers.responses).toMatchObject([{ auth: 'undecided' }]);
  });

  test('a method without a name is no method', async () => {
    const result = await importNeutral({
      services: [service('a', ['/a'], { is: 'methods', need: 'any', methods: [], from: [] }, { hosts: HOSTS })],
    });
    expect(servicesOf(result).a?.auth).toBe('undecided');
  });

  test('refused deny of the whole gateway leaves every service undecided', async () => {
    const result = await importNeutral({
      services: [service('a', ['/a'], jwt(), { hosts: HOSTS }), service('b', ['/b'], PUBLIC, { hosts: HOSTS })],
      root: [{ key: 'deny', value: ['x'], from: [] }],
    });
    expect(servicesOf(result)).toMatchObject({ a: { auth: 'undecided' }, b: { auth: 'undecided' } });
    expect(result.answers).not.toHaveProperty('deny');
  });
});

describe('lists of which all items are refused', () => {
  const two = (paths: readonly string[], more: readonly string[] = []) => {
    const root = rootOf('paths: [/a, /b, /c]\nauth: open\n');
    const from = (i: number) => [root.get('paths').items[i]!];
    return importNeutral(
      {
        services: [
          service('first', paths, jwt(), { hosts: HOSTS }),
          {
            ...service('second', [], { ...UNSTATED, from: [root.get('auth')] }, { hosts: HOSTS, origin: root }),
            paths: [...paths, ...more].flatMap((p, i) => sourced([p], from(i))),
          },
        ],
      },
      [root.document],
    );
  };

  test('a service that would lose all of its paths is left out, and nothing about it is asked', async () => {
    const result = await two(['/a', '/b']);
    expect(Object.keys(servicesOf(result))).toEqual(['first']);
    expect(result.open.map((p) => p.key).filter((key) => key?.startsWith('services[1]'))).toEqual([]);
    expect([...result.asked].filter((key) => key.startsWith('services.second'))).toEqual([]);
    expect(result.entries.filter((e) => e.verdict === 'asked' && e.keys.some((k) => /second/.test(k)))).toEqual([]);
    expect(codes(result)).toContain('AnswerNotAccepted');
  });

  test('one that keeps a path stays, and is asked', async () => {
    const result = await two(['/a', '/b'], ['/c']);
    expect(servicesOf(result).second).toMatchObject({ paths: ['/c'], auth: 'undecided' });
    expect(result.open.map((p) => p.key)).toContain('services[1].auth');
  });

  test('a service without any of its methods would get other requests', async () => {
    const parts = { methods: ['BAD METHOD', 'x y'] };
    const result = await importNeutral({ services: [service('a', ['/a'], jwt(), { hosts: HOSTS, parts })] });
    expect(servicesOf(result)).toEqual({});
  });
});

describe('paths', () => {
  const BAD = 'regex:/admin(?!x)';

  test('a refused path drops only that path', async () => {
    const root = rootOf('good: /users\nbad: /admin(?!x)\n');
    const result = await importNeutral(
      {
        services: [
          {
            ...service('users', [], jwt(), { hosts: HOSTS, origin: root }),
            paths: [...sourced(['/users'], [root.get('good')]), ...sourced([BAD], [root.get('bad')])],
          },
        ],
      },
      [root.document],
    );
    expect(servicesOf(result).users).toMatchObject({ paths: ['/users'], auth: 'customers' });
    expect(result.entries.map((e) => [e.node.pointer, e.code])).toEqual([
      ['/good', 'Carried'],
      ['/bad', 'AnswerNotAccepted'],
    ]);
  });

  test('a public service that would get the requests of a refused path is undecided', async () => {
    const result = await importNeutral({
      services: [
        service('site', ['/'], PUBLIC, { hosts: HOSTS, backend: 'shop/site:80' }),
        service('admin', [BAD, '/ops'], jwt(), { hosts: HOSTS }),
      ],
    });
    expect(servicesOf(result)).toMatchObject({ site: { auth: 'undecided' }, admin: { auth: 'customers' } });
    expect(codes(result)).toContain('AuthUndecided');
  });

  test.each([
    ['on another host', service('site', ['/'], PUBLIC, { hosts: ['www.example.com'] })],
    ['at another path', service('site', ['/blog'], PUBLIC, { hosts: HOSTS })],
    ['for other methods', service('site', ['/'], PUBLIC, { hosts: HOSTS, parts: { methods: ['POST'] } })],
    ['with the same access', service('site', ['/'], jwt(), { hosts: HOSTS, parts: { timeout: '5s' } })],
  ])('but not one %s', async (_, site) => {
    const result = await importNeutral({
      services: [site, service('admin', [BAD, '/ops'], jwt(), { hosts: HOSTS, parts: { methods: ['GET'] } })],
    });
    expect(servicesOf(result).site?.auth).not.toBe('undecided');
  });

  test('a public path that would get the requests of a refused path is removed', async () => {
    const result = await importNeutral({
      services: [
        service('users', ['/users'], jwt(), { hosts: HOSTS, parts: { public: ['/users/health', '/users/docs'] } }),
        service('admin', ['regex:/users/docs/(?!x)', '/ops'], jwt('staff'), { hosts: HOSTS, backend: 'shop/admin:80' }),
      ],
    });
    expect(servicesOf(result).users).toMatchObject({ auth: 'undecided', public: ['/users/health'] });
  });

  test('paths that a reader lost count, too, unless they were public', async () => {
    const services = [service('site', ['/'], PUBLIC, { hosts: HOSTS })];
    const lost = { hosts: HOSTS, paths: ['regex:/admin/\\d+(?=x)'] };
    const closed = await importNeutral({ services, lost: [lost] });
    expect(servicesOf(closed).site?.auth).toBe('undecided');
    const open = await importNeutral({ services, lost: [{ ...lost, isPublic: true }] });
    expect(servicesOf(open).site?.auth).toBe('none');
  });

  test('two services on one path: the second loses the path, and the first is left to a person', async () => {
    const result = await importNeutral({
      services: [
        service('a', ['/x', '/y'], PUBLIC, { hosts: HOSTS, backend: 'shop/a:80' }),
        service('b', ['/x', '/z'], jwt(), { hosts: HOSTS, backend: 'shop/b:80' }),
      ],
    });
    expect(servicesOf(result)).toMatchObject({
      a: { paths: ['/x', '/y'], auth: 'undecided' },
      b: { paths: ['/z'], auth: 'customers' },
    });
  });

  test('a service that keeps none of its host names is left out, as it would serve all', async () => {
    const result = await importNeutral({
      services: [
        service('a', ['/a'], jwt(), { hosts: ['api.example.com', 'www.example.com'] }),
        service('b', ['/b'], jwt('staff'), { hosts: ['bad_host!'] }),
      ],
    });
    expect(Object.keys(servicesOf(result))).toEqual(['a']);
    expect(result.answers.hostnames).toEqual(['api.example.com', 'www.example.com']);
  });

  test('a refused backend is asked, and its service keeps its requests', async () => {
    const result = await importNeutral({
      services: [service('a', ['/a'], jwt(), { hosts: HOSTS, backend: 'shop/a:99999' })],
    });
    expect(servicesOf(result).a).toEqual({ name: 'a', path: '/a', auth: 'customers' });
    expect(result.open.map((p) => p.code)).toContain('BackendMissing');
  });

  test('any other refused answer is left out alone', async () => {
    const result = await importNeutral({
      services: [service('a', ['/a'], jwt(), { hosts: HOSTS, parts: { timeout: 'soon' } })],
    });
    expect(servicesOf(result).a).toEqual({ name: 'a', path: '/a', backend: 'shop/users:8080', auth: 'customers' });
    expect(codes(result)).toContain('AnswerNotAccepted');
  });

  test('a name of another object is replaced', async () => {
    const root = rootOf('path: /a\n');
    const result = await importNeutral(
      {
        services: [
          {
            ...service('guard-a', [], jwt(), { hosts: HOSTS, origin: root }),
            paths: sourced(['/a'], [root.get('path')]),
          },
        ],
      },
      [root.document],
    );
    expect(result.open).toEqual([]);
    expect(result.entries.find((e) => e.node.pointer === '/path')?.keys).toEqual(['services.service-guard-a.path']);
  });
});

describe('placeholders', () => {
  test('a path, a backend and the only host name are asked; nothing is copied', async () => {
    const root = rootOf('host: "${HOST}"\npath: /v1/${APP}\nbackend: "shop/a:${PORT}"\n');
    const result = await importNeutral(
      {
        services: [
          {
            ...service('a', [], jwt(), { origin: root }),
            hosts: sourced(['${HOST}'], [root.get('host')]),
            paths: sourced(['/v1/${APP}'], [root.get('path')]),
            parts: [{ key: 'backend', value: 'shop/a:${PORT}', from: [root.get('backend')] }],
          },
        ],
      },
      [root.document],
    );
    expect(JSON.stringify(result.answers)).not.toContain('${');
    expect(result.entries.map((e) => `${e.node.pointer} ${e.verdict} ${e.code}`)).toEqual([
      '/host asked PlaceholderAsked',
      '/path asked PlaceholderAsked',
      '/backend asked PlaceholderAsked',
    ]);
    expect(result.open.length).toBeGreaterThan(2);
  });

  test('a public service is undecided if a path with a placeholder may be inside of it', async () => {
    const result = await importNeutral({
      services: [
        service('site', ['/'], PUBLIC, { hosts: HOSTS }),
        service('a', ['/v1/{{ .Values.app }}'], jwt(), { hosts: HOSTS, backend: 'shop/a:80' }),
      ],
    });
    expect(servicesOf(result).site?.auth).toBe('undecided');
  });

  test('a method without its audience is no method, one without its issuer asks for it', async () => {
    const result = await importNeutral({
      services: [
        service('a', ['/a'], jwt('one', { audiences: ['${AUD}'] }), { hosts: HOSTS }),
        service('b', ['/b'], jwt('two', { issuer: 'https://${ISSUER}/' }), { hosts: HOSTS }),
      ],
    });
    expect(servicesOf(result)).toMatchObject({ a: { auth: 'undecided' }, b: { auth: 'two' } });
    expect(result.open.map((p) => p.key)).toContain('auth.methods.two.issuer');
  });
});

test('a question about authentication is in the report where nothing of the source says it', async () => {
  const root = rootOf('kind: Test\nspec: {a: 1}\n');
  const result = await importNeutral(
    { services: [service('a', ['/a'], UNSTATED, { hosts: HOSTS, origin: root.get('spec') })] },
    [root.document],
  );
  expect(result.entries.find((e) => e.code === 'AuthUnstated')).toMatchObject({
    keys: ['services.a.auth'],
    leaves: 0,
  });
});
