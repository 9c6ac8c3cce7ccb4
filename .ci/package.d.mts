interface Fields {
  readonly repository: { readonly type: string; readonly url: string };
  readonly homepage: string;
  readonly bugs: { readonly url: string };
}
export const fieldsOf: (address: string) => Fields;
export const addressOf: (json: Pick<Fields, 'repository'>) => string;
export const withAbsoluteLinks: (text: string, address: string, ref: string) => string;
export const obstacle: (json: Fields) => string | undefined;
export const mismatch: (tag: string, json: { readonly version: string }, changelog: string) => string | undefined;
