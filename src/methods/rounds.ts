/** Rounds between which a run can be gone on with. */
import type { MethodContext } from './context.ts';
import type { Ensemble } from './ensemble.ts';

/** The round that a run begins or goes on with, from 1. */
export function firstRound({ resumption }: Pick<MethodContext, 'resumption'>): number {
  return resumption?.checkpoint.round ?? 1;
}

/** Keeps a checkpoint after a round, from which the next begins with a fresh network. */
export async function keepRound(
  { keepCheckpoint }: MethodContext,
  round: number,
  ensemble: Ensemble,
): Promise<void> {
  const checkpoint = { round: round + 1, epoch: 0, tensors: {}, finishedRounds: ensemble.save() };
  await keepCheckpoint?.(checkpoint);
}
