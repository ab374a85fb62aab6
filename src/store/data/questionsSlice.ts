/**
 * What files leave open, asked of the person while they are read. An answer is kept for the
 * session: it is the one suggested for the next files, or given by itself where that was wished.
 */
import {
  type Alternative,
  type ReadingChoices,
  type ReadingQuestion,
  withChoice,
} from '../../data/readingChoices.ts';
import { canonicalJson } from '../../lib/canonicalJson.ts';
import { WorkerError } from '../../worker/client.ts';
import type { SliceTools } from '../sliceTools.ts';

/** A question on the page. */
export interface AskedQuestion {
  /** What is being read, for people. */
  readonly what: string;
  readonly question: ReadingQuestion;
  /** The place of the alternative to suggest. */
  readonly suggested: number;
}

/** A person's answer: the place of an alternative. */
export interface QuestionAnswer {
  readonly place: number;
  /** Whether it holds for the questions of this kind to come. */
  readonly isForAll: boolean;
}

export interface QuestionsSlice {
  readonly asked: AskedQuestion | null;
  /** Answers the question on the page; null gives the reading up. */
  readonly answerQuestion: (answer: QuestionAnswer | null) => void;
  /**
   * Asks the worker, and the person as often as the files leave something open.
   * @throws WorkerError, `cancelled` where the person gave up.
   */
  readonly readAsking: <Result>(
    what: string,
    request: (choices: ReadingChoices) => Promise<Result>,
    signal: AbortSignal,
  ) => Promise<Result>;
}

interface Remembered {
  readonly choices: ReadingChoices;
  readonly isForAll: boolean;
}

export function questionsSlice({ set }: SliceTools<QuestionsSlice>): QuestionsSlice {
  const remembered = new Map<ReadingQuestion['kind'], Remembered>();
  let waiting: ((answer: QuestionAnswer | null) => void) | null = null;

  const askPerson = (asked: AskedQuestion) =>
    new Promise<QuestionAnswer | null>((resolve) => {
      // Only one question can be on the page: an older one is given up.
      waiting?.(null);
      waiting = resolve;
      set({ asked });
    });
  const settle = (answer: QuestionAnswer | null) => {
    set({ asked: null });
    const resolve = waiting;
    waiting = null;
    resolve?.(answer);
  };
  const choose = async (what: string, question: ReadingQuestion): Promise<ReadingChoices> => {
    const known = remembered.get(question.kind);
    const place = known === undefined ? -1 : placeOf(question.alternatives, known.choices);
    if (known?.isForAll && place !== -1) return question.alternatives[place].choices;
    const answer = await askPerson({ what, question, suggested: Math.max(0, place) });
    if (answer === null) throw givenUp();
    const { choices } = question.alternatives[answer.place];
    remembered.set(question.kind, { choices, isForAll: answer.isForAll });
    return choices;
  };
  return {
    asked: null,
    answerQuestion: settle,
    readAsking: async (what, request, signal) => {
      let choices: ReadingChoices = {};
      const stop = () => settle(null);
      signal.addEventListener('abort', stop);
      try {
        for (;;) {
          try {
            return await request(choices);
          } catch (error) {
            const [question] = error instanceof WorkerError ? error.questions : [];
            if (question === undefined) throw error;
            choices = withChoice(choices, await choose(what, question));
          }
        }
      } finally {
        signal.removeEventListener('abort', stop);
      }
    },
  };
}

/** The alternative that comes nearest to an earlier answer; −1 where none does. */
export function placeOf(alternatives: readonly Alternative[], earlier: ReadingChoices): number {
  const exact = alternatives.findIndex(
    ({ choices }) => canonicalJson(choices) === canonicalJson(earlier),
  );
  return exact !== -1 ? exact : alternatives.findIndex(({ choices }) => isAlike(choices, earlier));
}

/** Other files have other sizes: what matters is whether they are cut, scaled or padded. */
function isAlike(one: ReadingChoices, other: ReadingChoices): boolean {
  const kept = ({ size, ...rest }: ReadingChoices) =>
    canonicalJson({ ...rest, size: size?.fitting ?? null });
  return kept(one) === kept(other);
}

function givenUp(): WorkerError {
  return new WorkerError({ message: 'Given up.', remedy: '', fault: null, cancelled: true });
}
