// Questions of the interview about a method, as data.

/** Reads earlier answers by their full key. */
export type Earlier = (key: string) => unknown;

/** A question whose answer is stored under a key of the method. */
export interface MethodQuestion {
  readonly key: string;
  readonly message: string;
  readonly suggestion?: { readonly value: string; readonly reason: string };
  /** The suggestion is used without asking; the review shows it. */
  readonly recommended?: boolean;
  /** What can be entered, shown with the question. */
  readonly example?: string;
  /** Converts the typed text to the stored value. `list`: words separated by commas or spaces; `names`: by commas only. */
  readonly read?: 'list' | 'names' | ((text: string) => unknown);
  /** A complete method with the typed value: checked by the schema of the kind and the rules for its headers. */
  readonly whole?: (text: string) => Readonly<Record<string, unknown>>;
}

/** One entry in the list of authentication methods. */
export interface MethodChoice {
  readonly choice: string;
  /** The method's name in the answers. */
  readonly name: string;
  readonly words: string;
  readonly hint: string;
  /** Values that the choice itself stores. */
  readonly preset: Readonly<Record<string, unknown>>;
  /** `method`: reads an earlier answer below the method; `all`: anywhere. */
  readonly questions: (method: Earlier, all: Earlier) => readonly MethodQuestion[];
}
