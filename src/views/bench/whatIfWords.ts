/** The words and the table of what another μ would have come to. */
import { lastOutcome } from '../../analysis/run/runFacts.ts';
import type { WhatIfChoice, WhatIfRound } from '../../analysis/whatIf/whatIfRounds.ts';
import { formatFixed } from '../../lib/numberFormat.ts';
import type { RunState } from '../../spec/run/runState.ts';
import type { FigureTable } from '../kit/figure/figureTable.ts';

/** `Round 2 freezes`, `Rounds 3 and 4 freeze`. */
export function frozenText(rounds: readonly number[]): string {
  const last = rounds[rounds.length - 1];
  if (rounds.length === 1) return `Round ${last} freezes`;
  return `Rounds ${rounds.slice(0, -1).join(', ')} and ${last} freeze`;
}

export function whatIfDescription(rounds: readonly WhatIfRound[], { mu }: WhatIfChoice): string {
  if (rounds.length === 0) return 'Nothing is known before round 1 has ended.';
  const frozen = rounds.filter(({ isFrozen }) => isFrozen).map(({ round }) => round);
  const votes = rounds.map(({ voteWeight }) => formatFixed(voteWeight, 3)).join(', ');
  const freezing = frozen.length === 0 ? 'no round freezes' : frozenText(frozen).toLowerCase();
  return `At μ ${formatFixed(mu, 2)} ${freezing}; the votes are ${votes}.`;
}

/** What the run's last finished round says of the bound; null of a run without any. */
export function boundAsTrained(state: Pick<RunState, 'rounds'>): number | null {
  return lastOutcome(state)?.bound.value ?? null;
}

export function whatIfTable(
  rounds: readonly WhatIfRound[],
  state: Pick<RunState, 'rounds'>,
): FigureTable {
  return {
    columns: [
      { label: 'round' },
      { label: 'ε' },
      { label: 'μ·ε' },
      { label: 'γ' },
      { label: 'ln(1/γ)' },
      { label: 'as trained' },
      { label: 'hard classes' },
    ],
    rows: rounds.map((round, index) => [
      round.round,
      formatFixed(round.weightedError, 4),
      formatFixed(round.scaledError, 4),
      formatFixed(round.gamma, 4),
      formatFixed(round.voteWeight, 4),
      formatFixed(state.rounds[index]?.outcome?.voteWeight, 4),
      round.hardClasses.length,
    ]),
  };
}
