/** Timing several steppers in turn, so that what disturbs the machine disturbs all of them. */
import { type Host, reasonOf } from './hosts.ts';

export interface TimingBudget {
  /** Milliseconds that a block of steps should last. */
  readonly blockMs: number;
  readonly repetitions: number;
  /** A stepper that has taken as many milliseconds stops early, after `fewest` repetitions. */
  readonly budgetMs: number;
  readonly fewest: number;
}

/** Steps in a block, however fast they are. */
const maxSteps = 200;

export const fullBudget: TimingBudget = {
  blockMs: 250,
  repetitions: 11,
  budgetMs: 90_000,
  fewest: 3,
};
export const quickBudget: TimingBudget = {
  blockMs: 80,
  repetitions: 3,
  budgetMs: 10_000,
  fewest: 2,
};

export interface Contender {
  readonly host: Host;
  /** Milliseconds of a step, roughly. */
  readonly stepMs: number;
}

/** What timing a contender came to. */
export interface Timing {
  /** Milliseconds a step, of each repetition. */
  readonly milliseconds: readonly number[];
  /** Why it did not get to the end; null where it did. */
  readonly failure: string | null;
}

/** Times all contenders in turn; one that fails drops out. */
export async function timeInTurn(
  contenders: readonly Contender[],
  budget: TimingBudget,
): Promise<readonly Timing[]> {
  const runs = contenders.map((contender) => ({
    contender,
    milliseconds: [] as number[],
    spentMs: 0,
    failure: null as string | null,
  }));
  for (let repetition = 0; repetition < budget.repetitions; repetition++) {
    const mayStop = repetition >= budget.fewest;
    for (const run of runs) {
      if (run.failure !== null || (mayStop && run.spentMs > budget.budgetMs)) continue;
      const { host, stepMs } = run.contender;
      const steps = Math.max(1, Math.min(maxSteps, Math.round(budget.blockMs / stepMs)));
      const found = await host.ask({ command: 'block', steps });
      if (found.answer === 'milliseconds') {
        run.milliseconds.push(...found.milliseconds);
        run.spentMs += steps * found.milliseconds[0];
      } else {
        run.failure = reasonOf(found);
      }
    }
  }
  return runs;
}

/** The middle value; of an even number the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
