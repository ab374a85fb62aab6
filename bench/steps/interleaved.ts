/** Timing several steppers in turn, so that what disturbs the machine disturbs all of them. */
import type { Host } from './hosts.ts';

export interface Pace {
  /** Milliseconds that a block of steps should last. */
  readonly blockMs: number;
  readonly repetitions: number;
  /** A stepper that has taken as many milliseconds stops early, after `fewest` repetitions. */
  readonly budgetMs: number;
  readonly fewest: number;
}

export const fullPace: Pace = { blockMs: 250, repetitions: 11, budgetMs: 90_000, fewest: 3 };
export const quickPace: Pace = { blockMs: 80, repetitions: 3, budgetMs: 10_000, fewest: 2 };

export interface Contender {
  readonly host: Host;
  /** Milliseconds of a step, roughly. */
  readonly stepMs: number;
}

/** Milliseconds a step of each repetition, for each contender. @throws Error when one fails. */
export async function timeInTurn(
  contenders: readonly Contender[],
  pace: Pace,
): Promise<number[][]> {
  const milliseconds: number[][] = contenders.map(() => []);
  const spent = contenders.map(() => 0);
  for (let repetition = 0; repetition < pace.repetitions; repetition++) {
    for (const [index, { host, stepMs }] of contenders.entries()) {
      if (repetition >= pace.fewest && spent[index] > pace.budgetMs) continue;
      const steps = Math.max(1, Math.min(200, Math.round(pace.blockMs / stepMs)));
      const found = await host.ask({ command: 'block', steps });
      if (found.answer === 'failed') throw new Error(found.reason);
      if (found.answer !== 'milliseconds') throw new Error(`An answer of ${found.answer}`);
      milliseconds[index].push(...found.milliseconds);
      spent[index] += steps * found.milliseconds[0];
    }
  }
  return milliseconds;
}

/** The middle value; of an even number the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
