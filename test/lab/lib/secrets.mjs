// What a case calls by name and nobody writes down: keys, passwords and tokens, made anew in each run.
import { createHash, randomBytes } from 'node:crypto';
import { applyText, mint } from './cluster.mjs';

const ISSUER = 'https://auth.example.com/';
const random = () => randomBytes(18).toString('base64url');
const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');

/**
 * A token: claims over those of the lab's provider. `exp_in`: seconds; `sign: none` (algorithm none) or `wrong` (another
 * signature of the same length); a claim that is null is left out.
 */
const tokenOf = ({ sign, exp_in, ...claims } = {}) => {
  const signed = mint({
    claims: JSON.stringify({ iss: ISSUER, ...claims }),
    ...(exp_in === undefined ? {} : { exp_in }),
  });
  const [head, body, signature] = signed.split('.');
  if (sign === 'none') return `${part({ alg: 'none', typ: 'JWT' })}.${body}.`;
  if (sign === 'wrong')
    return `${head}.${body}.${randomBytes(Buffer.from(signature, 'base64url').length).toString('base64url')}`;
  return signed;
};

/**
 * Makes a case's `secrets` (name -> {key: random | text | {htpasswd: [users]}}) in its namespace and gives
 * `fill(text)`, which puts them, tokens and passwords where a text says `${secret/key}`, `${token:NAME}`, `${basic:USER}`,
 * `${password:USER}`.
 */
export const secretsOf = ({ secrets = {}, tokens = {} }, namespace) => {
  const known = new Map();
  const objects = Object.entries(secrets).map(([name, data]) => {
    const stringData = Object.fromEntries(
      Object.entries(data).map(([key, value]) => {
        if (value?.htpasswd) {
          const line = (user) => {
            const password = random();
            known.set(`password:${user}`, `${user}:${password}`);
            known.set(`basic:${user}`, `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`);
            return `${user}:{SHA}${createHash('sha1').update(password).digest('base64')}\n`;
          };
          return [key, value.htpasswd.map(line).join('')];
        }
        const text = value === 'random' ? random() : value;
        known.set(`${name}/${key}`, text);
        return [key, text];
      }),
    );
    return { apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace }, stringData };
  });
  if (objects.length > 0) applyText(objects);
  const fill = (text) =>
    String(text).replace(/\$\{([^}]+)\}/g, (_all, name) => {
      if (name.startsWith('token:') && !known.has(name)) known.set(name, tokenOf(tokens[name.slice(6)]));
      if (!known.has(name)) throw new Error(`the case has no ${name}`);
      return known.get(name);
    });
  return { fill };
};
