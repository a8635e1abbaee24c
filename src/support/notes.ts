/** A non-fatal remark on a result: the answer stands, and a reader must know this. */
export interface Note {
  /** Stable word for the kind of remark; the message may be reworded between releases. */
  readonly code: string;
  /** One plain sentence or two. */
  readonly message: string;
}
