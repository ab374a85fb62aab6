/** Rounds between which a run can be gone on with. */
import type { CheckpointTensors } from '../spec/run/checkpoint.ts';
import type { MethodContext } from './context.ts';

/** The round that a run begins or goes on with, from 1. */
export function firstRound({ resumption }: Pick<MethodContext, 'resumption'>): number {
  return resumption?.checkpoint.round ?? 1;
}

/**
 * Keeps a checkpoint after a round, from which the next begins.
 * @param tensors what it begins with beside a fresh network.
 */
export async function keepRound(
  { keepCheckpoint }: MethodContext,
  round: number,
  finishedRounds: CheckpointTensors,
  tensors: CheckpointTensors = {},
): Promise<void> {
  await keepCheckpoint?.({ round: round + 1, epoch: 0, tensors, finishedRounds });
}
