// Methods in the words of the runbook. Values in these texts are inline code (diagnostics/inline-code.ts).

/** A method as the runbook names it. */
export interface MethodWords {
  /** Its name in the answers. */
  readonly method: string;
  /** A few words for a table or a picture: `token (JWT)`. */
  readonly kind: string;
  /** What a client must send. */
  readonly words: string;
}

/** Why the gateway rejects requests, for the runbook. */
export interface Rejection {
  readonly status: 401 | 403 | 500 | 503;
  /** What response_code_details of the access log contains; `-`: nothing that identifies the reason. */
  readonly details: string;
  readonly reason: string;
  readonly fix: string;
}
