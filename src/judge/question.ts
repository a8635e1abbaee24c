/** Something that a verdict rests on and that was not said. */
export interface Question {
  /** Stable word. */
  readonly code: string;
  /** What to find out, in one sentence. */
  readonly question: string;
}
