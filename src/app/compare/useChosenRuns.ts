/** Which runs are compared: those that were chosen, or a group of the library; and what they came to. */
import { useEffect, useMemo, useState } from 'react';
import { libraryLines } from '../../analysis/library/libraryLines.ts';
import type { LibraryRun } from '../../analysis/library/libraryRun.ts';
import { type RunGroup, runGroups } from '../../analysis/library/runGroups.ts';
import type { RunOutcome } from '../../analysis/results/runOutcome.ts';
import { formatCounted } from '../../lib/numberFormat.ts';
import { outcomesOf } from '../../store/runs/resultsSlice.ts';
import { actions, useWorkbench } from '../../store/useWorkbench.ts';
import { groupTitle } from '../../views/runs/libraryWords.ts';
import { useLibrary } from '../runs/useLibrary.ts';

/** Runs that can be compared with one press. */
export interface RunChoice {
  readonly key: string;
  readonly title: string;
  readonly runs: readonly LibraryRun[];
}

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
  const views = useWorkbench(({ runs }) => runs);
  const knownOutcomes = useWorkbench((state) => state.knownOutcomes);
  const collected = useWorkbench((state) => state.collected);
  const [picked, pick] = useState<string | null>(null);
  const choices = useMemo(
    () => (library === null ? [] : choicesOf(library.runs, resultsOf, shownId)),
    [library, resultsOf, shownId],
  );
  const chosen = choices.find(({ key }) => key === picked) ?? choices.at(0) ?? null;
  useEffect(() => {
    if (chosen !== null) void actions().askOutcomes(chosen.runs);
  }, [chosen]);
  const outcomes = useMemo(() => {
    const runIds = chosen?.runs.map(({ runId }) => runId) ?? [];
    return [...outcomesOf(runIds, { runs: views, knownOutcomes }), ...collected];
  }, [chosen, views, knownOutcomes, collected]);
  if (library === null) return null;
  const known = new Set(outcomes.map(({ id }) => id));
  const missing = (chosen?.runs ?? []).filter(({ runId }) => !known.has(runId));
  const unread = missing.filter(({ runId }) => knownOutcomes.get(runId)?.outcome === null).length;
  const choose = (key: string) => {
    if (key !== givenKey) actions().chooseResults(null);
    pick(key);
  };
  return { choices, chosen, choose, outcomes, waiting: missing.length - unread, unread };
}

const givenKey = 'chosen on the page of runs';

function choicesOf(
  runs: readonly LibraryRun[],
  resultsOf: readonly string[] | null,
  shownId: string | null,
): RunChoice[] {
  // What has no finished epoch has come to nothing yet.
  const begun = runs.filter(({ round, epoch }) => round > 1 || epoch > 0);
  const groups = runGroups(libraryLines(begun), 'what differs').map(choiceOf);
  const holds = ({ runs: of }: RunChoice) => of.some(({ runId }) => runId === shownId);
  const ordered = groups.toSorted((a, b) => Number(holds(b)) - Number(holds(a)));
  if (resultsOf === null) return ordered;
  const asked = new Set(resultsOf);
  const given = begun.filter(({ runId }) => asked.has(runId));
  if (given.length === 0) return ordered;
  const title = `${formatCounted(given.length, 'run')}, chosen`;
  return [{ key: givenKey, title, runs: given }, ...ordered];
}

function choiceOf(group: RunGroup): RunChoice {
  const runs = group.lines.flatMap(({ runs: ofLine }) => ofLine);
  return { key: group.key, title: groupTitle(group), runs };
}
