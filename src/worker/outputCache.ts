import type { SplitOfMembers } from '../analysis/whatIf/benchOutputs.ts';
import type { SplitOutputs } from '../methods/context.ts';
import type { SplitName } from '../spec/units.ts';

/** Bytes of outputs that are kept, at most. */
const mostBytes = 512_000_000;

/** The splits on which networks are voted again; training images are many and need not be. */
const keptSplits: readonly SplitName[] = ['test', 'validation'];

/**
 * What the networks of this session's runs say of test and validation images, so that they can be voted
 * again without evaluating them once more. Those of the run that was trained or asked for longest ago go
 * first.
 */
export class OutputCache {
  /** By run, the oldest first; within a run by round. */
  private readonly runs = new Map<string, Map<number, SplitOutputs>>();

  constructor(private readonly limit = mostBytes) {}

  /** Keeps a round's outputs, where they have room. */
  keep(runId: string, round: number, outputs: SplitOutputs): void {
    const rounds = this.runs.get(runId) ?? new Map<number, SplitOutputs>();
    rounds.set(round, neededOf(outputs));
    this.runs.delete(runId);
    this.runs.set(runId, rounds);
    for (const oldest of [...this.runs.keys()]) {
      if (this.bytes() <= this.limit) return;
      this.runs.delete(oldest);
    }
  }

  /** Outputs of the first `rounds` networks on some splits; null where one of them is not kept. */
  find(runId: string, rounds: number, splits: readonly SplitName[]): SplitOfMembers[] | null {
    const kept = this.runs.get(runId);
    const found = Array.from({ length: rounds }, (_, index) => kept?.get(index + 1) ?? null);
    if (rounds === 0 || found.includes(null)) return null;
    const outputs = found.filter((ofRound) => ofRound !== null);
    const all = splits.map((split): SplitOfMembers | null => {
      const members = outputs.flatMap((ofRound) => ofRound[split]?.probabilities ?? []);
      const labels = outputs[0][split]?.labels;
      return labels && members.length === rounds ? { split, labels, members } : null;
    });
    return all.includes(null) ? null : all.filter((ofSplit) => ofSplit !== null);
  }

  private bytes(): number {
    let sum = 0;
    for (const rounds of this.runs.values()) {
      for (const outputs of rounds.values()) {
        for (const { probabilities } of Object.values(outputs)) sum += probabilities.byteLength;
      }
    }
    return sum;
  }
}

/** Without test and validation images the training images are all there is to vote on. */
function neededOf(outputs: SplitOutputs): SplitOutputs {
  const needed = keptSplits.filter((split) => outputs[split] !== undefined);
  const splits = needed.length > 0 ? needed : (['train'] as const);
  return Object.fromEntries(splits.map((split) => [split, outputs[split]]));
}
