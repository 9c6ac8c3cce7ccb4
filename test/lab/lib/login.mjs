// A browser that logs in: follows redirects between the gateway and the identity provider, keeping each one's cookies.
import { json } from './cluster.mjs';

/** Asks a path as a browser would until something other than a redirect comes: {answer, steps, cookies}. */
export const login = async (request, ask, { host }) => {
  const provider = json('get', 'service', 'idp', '-n', 'idp').spec.clusterIP;
  const jars = new Map();
  const steps = [];
  let url = new URL(`https://${host}${request.path}`);
  for (let i = 0; i < 8; i++) {
    const jar = jars.get(url.host) ?? new Map();
    jars.set(url.host, jar);
    const cookie = [...jar].map(([k, v]) => `${k}=${v}`).join('; ');
    const answer = await ask({
      ...request,
      method: 'GET',
      path: url.pathname + url.search,
      host: url.host,
      sni: url.host,
      address: url.host === host ? request.address : provider,
      headers: { ...request.headers, ...(cookie && { cookie }) },
    });
    for (const c of answer.headers['set-cookie'] ?? []) {
      const [pair, ...attributes] = c.split(';');
      const [, name, value] = /^([^=]+)=(.*)$/.exec(pair.trim());
      if (attributes.some((a) => /max-age=0$/i.test(a.trim())) || value === '') jar.delete(name);
      else jar.set(name, value);
    }
    steps.push(`${answer.status} ${url.host}${url.pathname}`);
    if (![302, 303, 307].includes(answer.status)) return { answer, steps, cookies: jars.get(host) };
    url = new URL(answer.headers.location, url);
  }
  return {
    answer: { status: 0, headers: {}, body: '', error: `too many redirects: ${steps.join(', ')}` },
    steps,
    cookies: new Map(),
  };
};
