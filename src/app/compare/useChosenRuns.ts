/** Which runs are compared: those that were chosen, or a group of the library; and what they came to. */
import { useEffect, useMemo, useState } from 'react';
import type { LibraryRun } from '../../analysis/library/libraryRun.ts';
import type { RunOutcome } from '../../analysis/results/runOutcome.ts';
import { outcomesOf } from '../../store/runs/resultsSlice.ts';
import { actions, useWorkbench } from '../../store/useWorkbench.ts';
import { useLibrary, useWhileOpen } from '../runs/useLibrary.ts';
import { comparableRuns, givenKey, type RunChoice } from './runChoices.ts';

export interface ChosenRuns {
  /** What the library has, the group of the shown run first; what was chosen before all. */
  readonly choices: readonly RunChoice[];
  readonly chosen: RunChoice | null;
  readonly choose: (key: string) => void;
  readonly outcomes: readonly RunOutcome[];
  /** Runs that are asked for and not known yet. */
  readonly waiting: number;
  /** Runs whose files cannot be read. */
  readonly unread: number;
}

/** Null until it is known what is kept. */
export function useChosenRuns(): ChosenRuns | null {
  const library = useLibrary('compare');
  const resultsOf = useWorkbench((state) => state.resultsOf);
  const shownId = useWorkbench((state) => state.shownId);
  const known = useWhileOpen('compare', ({ runs, knownOutcomes, collected }) => ({
    runs,
    knownOutcomes,
    collected,
  }));
  const collectedIds = useWorkbench(({ collected }) => collected.map(({ id }) => id));
  const [picked, pick] = useState<PickedChoice | null>(null);
  const choices = useMemo(
    () => (library === null ? [] : comparableRuns(library.runs, collectedIds, resultsOf, shownId)),
    [library, collectedIds, resultsOf, shownId],
  );
  // What was picked gives way to runs that are chosen elsewhere since.
  const isPicked = ({ key }: RunChoice) => picked?.of === resultsOf && picked.key === key;
  const chosen = choices.find(isPicked) ?? choices.at(0) ?? null;
  useEffect(() => {
    if (chosen !== null) void actions().askOutcomes(chosen.runs.filter(isToAsk));
  }, [chosen]);
  const outcomes = useMemo(() => {
    if (known === null) return [];
    const runIds = chosen?.runs.map(({ runId }) => runId) ?? [];
    const ids = chosen?.collected ?? null;
    const fromFiles = known.collected.filter(({ id }) => ids === null || ids.includes(id));
    return [...outcomesOf(runIds, known), ...fromFiles];
  }, [chosen, known]);
  if (library === null || known === null) return null;
  const told = new Set(outcomes.map(({ id }) => id));
  const missing = (chosen?.runs ?? []).filter(({ runId }) => !told.has(runId));
  const unread = missing.filter(
    ({ runId }) => known.knownOutcomes.get(runId)?.outcome === null,
  ).length;
  const choose = (key: string) => {
    const of = key === givenKey ? resultsOf : null;
    actions().chooseResults(of);
    pick({ key, of });
  };
  return { choices, chosen, choose, outcomes, waiting: missing.length - unread, unread };
}

/** A choice, and the runs that were chosen elsewhere when it was picked. */
interface PickedChoice {
  readonly key: string;
  readonly of: readonly string[] | null;
}

/** What this window knows of a run is newer than any file; one that goes on elsewhere is read once. */
function isToAsk({ runId, state }: LibraryRun): boolean {
  const { runs, knownOutcomes } = actions();
  if (runs.some((view) => view.runId === runId && view.newest !== null)) return false;
  return state !== 'elsewhere' || !knownOutcomes.has(runId);
}
