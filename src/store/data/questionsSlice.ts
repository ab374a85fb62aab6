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
import { givenUp, WorkerError } from '../../worker/client.ts';
import type { AskedQuestion } from './askedQuestion.ts';
import type { FateStep } from './datasetFate.ts';

/** A person's answer: the place of an alternative. */
export interface QuestionAnswer {
  readonly place: number;
  /** Whether it holds for the questions of this kind to come. */
  readonly isForAll: boolean;
}

export interface QuestionsSlice {
  /** The question on the page. */
  readonly asked: AskedQuestion | null;
  /** Answers the question on the page; null gives the reading up. */
  readonly answerQuestion: (answer: QuestionAnswer | null) => void;
  /**
   * Asks the worker, and the person as often as the files leave something open.
   * @throws WorkerError, `cancelled` where the person gave up.
   */
  readonly readAsking: <Result>(
    reading: AskingRead,
    request: (choices: ReadingChoices) => Promise<Result>,
  ) => Promise<Result>;
}

/** A read that may have to ask. */
interface AskingRead {
  /** What is being read, for people. */
  readonly what: string;
  readonly signal: AbortSignal;
  /** Answers that the experiment records: given without asking where their question comes up. */
  readonly recorded: ReadingChoices;
  /** Hears of questions and answers, and puts them on the page. */
  readonly tell: (step: Extract<FateStep, { type: 'left-open' | 'answered' }>) => void;
}

interface Remembered {
  readonly choices: ReadingChoices;
  readonly isForAll: boolean;
}

export function questionsSlice(): QuestionsSlice {
  const remembered = new Map<ReadingQuestion['kind'], Remembered>();
  let waiting: ((answer: QuestionAnswer | null) => void) | null = null;

  const settle = (answer: QuestionAnswer | null) => {
    const resolve = waiting;
    waiting = null;
    resolve?.(answer);
  };
  const answerOf = () =>
    new Promise<QuestionAnswer | null>((resolve) => {
      // Only one question can be on the page: an older one is given up.
      settle(null);
      waiting = resolve;
    });
  const choose = async (
    { what, recorded, tell }: AskingRead,
    question: ReadingQuestion,
    given: ReadingChoices,
  ): Promise<ReadingChoices> => {
    const answered = recordedAnswer(question, recorded);
    // What was given and asked again does not fit these files.
    if (answered !== null && !isGiven(answered, given)) return answered;
    const known = remembered.get(question.kind);
    const place = known === undefined ? -1 : placeOf(question.alternatives, known.choices);
    if (known?.isForAll && place !== -1) return question.alternatives[place].choices;
    tell({ type: 'left-open', question: { what, question, suggested: Math.max(0, place) } });
    const answer = await answerOf();
    if (answer === null) throw givenUp();
    tell({ type: 'answered' });
    const { choices } = question.alternatives[answer.place];
    remembered.set(question.kind, { choices, isForAll: answer.isForAll });
    return choices;
  };
  return {
    asked: null,
    answerQuestion: settle,
    readAsking: async (reading, request) => {
      const { signal } = reading;
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
            choices = withChoice(choices, await choose(reading, question, choices));
          }
        }
      } finally {
        signal.removeEventListener('abort', stop);
      }
    },
  };
}

/** What is recorded of the fields that the question decides; null where one of them is missing. */
function recordedAnswer(
  { alternatives }: ReadingQuestion,
  recorded: ReadingChoices,
): ReadingChoices | null {
  const fields = new Set(alternatives.flatMap(({ choices }) => Object.keys(choices)));
  const kept = Object.entries(recorded).filter(([field]) => fields.has(field));
  return kept.length === fields.size ? Object.fromEntries(kept) : null;
}

const isGiven = (answer: ReadingChoices, given: ReadingChoices): boolean =>
  canonicalJson({ ...given, ...answer }) === canonicalJson(given);

/** The alternative that comes nearest to an earlier answer; −1 where none does. */
export function placeOf(alternatives: readonly Alternative[], earlier: ReadingChoices): number {
  const exact = alternatives.findIndex(
    ({ choices }) => canonicalJson(choices) === canonicalJson(earlier),
  );
  return exact !== -1 ? exact : alternatives.findIndex(({ choices }) => isAlike(choices, earlier));
}

/**
 * Other files have other sizes, and other images that cannot be read: what matters is whether images are
 * cut, scaled or padded, and whether some are left out.
 */
function isAlike(one: ReadingChoices, other: ReadingChoices): boolean {
  const kept = ({ size, leaveOut, ...rest }: ReadingChoices) =>
    canonicalJson({
      ...rest,
      size: size?.fitting ?? null,
      leaveOut: typeof leaveOut === 'object' ? 'broken' : (leaveOut ?? null),
    });
  return kept(one) === kept(other);
}
