import type { ReadingQuestion } from '../../data/readingChoices.ts';

/** A question that files leave open, as the page asks it of the person. */
export interface AskedQuestion {
  /** What is being read, for people. */
  readonly what: string;
  readonly question: ReadingQuestion;
  /** The place of the alternative to suggest. */
  readonly suggested: number;
}
