// The security schemes of a document, by name.
import { labelOf } from '../../neutral/naming.ts';
import type { Ledger } from '../../report/ledger.ts';
import { said } from '../../report/ledger.ts';
import type { SourceNode } from '../../source/source-node.ts';
import { pointed } from '../pointer.ts';
import { AUTHORIZATION, type Scheme, untranslatable } from './scheme.ts';
import { amazonScheme, googleScheme, oauthScheme, openIdScheme, tokenScheme } from './token-schemes.ts';

/** Formats of bearer tokens that are JWTs, as documents write them; a token without one may be anything, so a person is asked. */
const JWT = /^(jwt|jws)\b/i;

const httpScheme = (at: SourceNode): Scheme => {
  const [scheme, format] = [at.get('scheme'), at.get('bearerFormat')];
  const name = (scheme.text ?? '').toLowerCase();
  if (name === 'basic') return basicScheme(at, [at.get('type'), scheme]);
  if (name !== 'bearer') return untranslatable(`${at.key} has the scheme ${scheme.text ?? 'without a name'}`);
  if (format.text !== undefined && !JWT.test(format.text))
    return untranslatable(`tokens of ${at.key} have the format ${format.text}, which is not JWT`);
  const from = [at.get('type'), scheme, ...(format.exists ? [format] : [])];
  return tokenScheme(at, { identity: at.id, from, hasScopes: false });
};

const basicScheme = (at: SourceNode, from: readonly SourceNode[]): Scheme => ({
  is: 'method',
  type: 'basic',
  place: AUTHORIZATION,
  hasScopes: false,
  method: {
    name: at.key,
    identity: at.id,
    parts: [
      { key: 'type', value: 'basic', from },
      {
        key: 'secret',
        value: undefined,
        from: [at.get('secret')],
        said: said('OpenapiUsersAsked', { method: labelOf(at.key, 'method') }),
      },
    ],
  },
});

const keyScheme = (at: SourceNode): Scheme => {
  const [name, place] = [at.get('name'), at.get('in')];
  const key = place.text ?? '';
  if (!['header', 'query', 'cookie'].includes(key) || !name.text)
    return untranslatable(`${at.key} does not state where the key is`);
  if (!/^[A-Za-z0-9!#$%&'*+\-.^_`|~]+$/.test(name.text))
    return untranslatable(`${name.text} is no name of a ${key === 'query' ? 'query parameter' : key}`);
  return {
    is: 'method',
    type: 'apiKey',
    place: `${key} ${key === 'header' ? name.text.toLowerCase() : name.text}`,
    hasScopes: false,
    method: {
      name: at.key,
      identity: at.id,
      parts: [
        { key: 'type', value: 'apiKey', from: [at.get('type')] },
        { key, value: name.text, from: [name, place] },
        {
          key: 'secret',
          value: undefined,
          from: [at.get('secret')],
          said: said('OpenapiKeysAsked', { method: labelOf(at.key, 'method') }),
        },
        { key: 'clients', value: undefined, from: [] },
      ],
    },
  };
};

const schemeOf = (at: SourceNode): Scheme => {
  if (at.get('x-google-issuer').exists) return googleScheme(at);
  if (at.get('x-amazon-apigateway-authorizer').exists || at.get('x-amazon-apigateway-authtype').exists)
    return amazonScheme(at);
  switch (at.get('type').text) {
    case 'http':
      return httpScheme(at);
    case 'basic':
      return basicScheme(at, [at.get('type')]);
    case 'apiKey':
      return keyScheme(at);
    case 'oauth2':
      return oauthScheme(at);
    case 'openIdConnect':
      return openIdScheme(at);
    case 'mutualTLS':
      return untranslatable(`${at.key} is a certificate of the client, which tls.clientAuth checks`);
    default:
      return untranslatable(`${at.key} has the type ${at.get('type').text ?? 'without a name'}`);
  }
};

/** The schemes of a document; each is read when a requirement names it. */
export class Schemes {
  readonly #known = new Map<string, Scheme>();
  readonly #list: SourceNode;

  constructor(
    readonly root: SourceNode,
    readonly ledger: Ledger,
  ) {
    const ofVersion3 = root.get('components', 'securitySchemes');
    this.#list = ofVersion3.exists ? ofVersion3 : root.get('securityDefinitions');
  }

  of(name: string): Scheme {
    const known = this.#known.get(name);
    if (known) return known;
    const written = this.#list.get(name);
    const at = written.get('$ref').text?.startsWith('#/') ? pointed(this.root, written.get('$ref').text!) : written;
    const scheme = at.exists ? schemeOf(at) : untranslatable(`${name} is not defined in the document`);
    this.#known.set(name, scheme);
    if (!at.exists) return scheme;
    if (scheme.is === 'untranslatable')
      this.ledger.say(at, 'OpenapiSchemeUntranslatable', { scheme: name, what: scheme.what });
    // What the method contains is said by its parts; the rest describes the scheme.
    else this.ledger.noEffect(at);
    if (written !== at) this.ledger.noEffect(written.get('$ref'));
    return scheme;
  }

  /** Schemes that no operation requires change nothing. */
  reportUnused(): void {
    for (const child of this.#list.children) if (!this.#known.has(child.key)) this.ledger.noEffect(child);
  }
}
