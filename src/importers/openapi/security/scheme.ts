// What a security scheme means: a method of authentication, or something that answers cannot contain.
import type { NeutralMethod } from '../../neutral/neutral.ts';
import type { SourceNode } from '../../source/source-node.ts';

/** Where a credential is: `header authorization`, `query key`. */
export type CredentialPlace = string;

export const AUTHORIZATION: CredentialPlace = 'header authorization';

/** A scheme that becomes a method. */
export interface TranslatedScheme {
  readonly is: 'method';
  readonly type: 'jwt' | 'basic' | 'apiKey';
  readonly place: CredentialPlace;
  /** Whether the list of a requirement contains scopes of a token. Elsewhere it contains names of roles (OpenAPI 3.1). */
  readonly hasScopes: boolean;
  readonly method: NeutralMethod;
}

export type Scheme = TranslatedScheme | { readonly is: 'untranslatable'; readonly what: string };

export const untranslatable = (what: string): Scheme => ({ is: 'untranslatable', what });

/** A text of the document; of AWS templates the text of `Fn::Sub`. */
export const textOf = (node: SourceNode): string | undefined => node.text ?? node.get('Fn::Sub').text;

/** Whether a text contains a value that only a deployment has: `${AWS::Region}`, `{{ host }}`. */
export const isTemplate = (text: string): boolean => /\$\{|\{\{|<%/.test(text);
