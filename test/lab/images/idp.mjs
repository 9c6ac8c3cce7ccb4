// Identity provider of the lab: JWKS, token minting, OIDC discovery/authorize/token. HTTP on 8080, HTTPS on 443 when /tls/tls.crt is there.
import crypto from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';
import https from 'node:https';

const ISS = process.env.ISSUER || 'https://idp.idp.svc.cluster.local';
const { publicKey, privateKey } = crypto.generateKeyPairSync('rsa', { modulusLength: 2048 });
const kid = crypto.randomBytes(6).toString('hex');
const jwk = { ...publicKey.export({ format: 'jwk' }), kid, use: 'sig', alg: 'RS256' };
const b = (x) => Buffer.from(JSON.stringify(x)).toString('base64url');
const sign = (c) => {
  const m = `${b({ alg: 'RS256', typ: 'JWT', kid })}.${b(c)}`;
  return `${m}.${crypto.sign('RSA-SHA256', Buffer.from(m), privateKey).toString('base64url')}`;
};
const codes = new Map();
const app = (q, s) => {
  // One provider for many names: it is whom it is asked as.
  const iss = q.socket.encrypted ? `https://${q.headers.host}/` : ISS;
  const u = new URL(q.url, iss),
    j = (o, c = 200) => {
      s.writeHead(c, { 'content-type': 'application/json' });
      s.end(JSON.stringify(o));
    };
  const t = Math.floor(Date.now() / 1000);
  if (u.pathname === '/jwks.json' || u.pathname === '/.well-known/jwks.json') return j({ keys: [jwk] });
  if (u.pathname === '/.well-known/openid-configuration')
    return j({
      issuer: iss,
      authorization_endpoint: `${iss}authorize`,
      token_endpoint: `${iss}token`,
      jwks_uri: `${iss}jwks.json`,
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
      end_session_endpoint: `${iss}logout`,
    });
  // A server outside of the cluster that shows what it was sent.
  if (u.pathname.startsWith('/echo'))
    return j({
      backend: 'outside',
      path: q.url,
      headers: q.headers,
      certificate: q.socket.getPeerCertificate?.().subjectaltname ?? 'none',
    });
  if (u.pathname === '/mint') {
    // Claims as parameters, or all of them as JSON; a claim that is null is left out.
    const { claims, exp_in, ...c } = Object.fromEntries(u.searchParams);
    const all = {
      iss: ISS,
      aud: 'lab',
      sub: 'alice',
      iat: t,
      exp: t + Number(exp_in || 3600),
      ...c,
      ...JSON.parse(claims ?? '{}'),
    };
    return s.end(sign(Object.fromEntries(Object.entries(all).filter(([, v]) => v !== null))));
  }
  if (u.pathname === '/authorize') {
    const code = crypto.randomBytes(8).toString('hex');
    codes.set(code, { nonce: u.searchParams.get('nonce'), client: u.searchParams.get('client_id') });
    const r = new URL(u.searchParams.get('redirect_uri'));
    r.searchParams.set('code', code);
    r.searchParams.set('state', u.searchParams.get('state'));
    s.writeHead(302, { location: r.href });
    return s.end();
  }
  if (u.pathname === '/token') {
    let d = '';
    q.on('data', (x) => (d += x));
    q.on('end', () => {
      const p = new URLSearchParams(d),
        c = codes.get(p.get('code'));
      if (!c) return j({ error: 'invalid_grant' }, 400);
      codes.delete(p.get('code'));
      const base = { iss, sub: 'alice', iat: t, exp: t + 3600 };
      j({
        access_token: sign({ ...base, aud: 'lab' }),
        id_token: sign({
          ...base,
          aud: c.client,
          email: 'alice@example.com',
          groups: ['readers', 'staff'],
          ...(c.nonce ? { nonce: c.nonce } : {}),
        }),
        refresh_token: crypto.randomBytes(8).toString('hex'),
        token_type: 'Bearer',
        expires_in: 3600,
      });
    });
    return;
  }
  s.statusCode = u.pathname === '/healthz' ? 200 : 404;
  s.end();
};
http.createServer(app).listen(8080, () => console.log('idp', ISS));
if (fs.existsSync('/tls/tls.crt'))
  https
    .createServer(
      // Whoever has a client certificate shows it; nobody needs one.
      {
        cert: fs.readFileSync('/tls/tls.crt'),
        key: fs.readFileSync('/tls/tls.key'),
        requestCert: true,
        rejectUnauthorized: false,
      },
      app,
    )
    .listen(443);
process.on('SIGTERM', () => process.exit(0));
