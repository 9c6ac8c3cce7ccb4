/** A file of the user with objects that become a part of the output. */
export interface OwnManifestIntent {
  /** Its place in `manifests`. */
  readonly index: number;
  readonly file: string;
  /** Why its objects may make something public. */
  readonly publicReason: string | undefined;
}
