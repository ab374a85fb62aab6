/** The bench of the run that is shown, at the moment that is shown. */
import { useMemo, useState } from 'react';
import { isAsTrained } from '../../../../analysis/whatIf/benchEdits.ts';
import {
  benchOutputs,
  canBeVotedAgain,
  ofFirstMembers,
  rankingAccuracy,
} from '../../../../analysis/whatIf/benchOutputs.ts';
import { BenchReader } from '../../../../analysis/whatIf/benchReader.ts';
import { benchReading } from '../../../../analysis/whatIf/benchReading.ts';
import { asTrained, benchMembers, countedWeights } from '../../../../analysis/whatIf/benchVotes.ts';
import { bestVotes } from '../../../../analysis/whatIf/bestVotes.ts';
import { formatCount } from '../../../../lib/numberFormat.ts';
import type { RunState } from '../../../../spec/run/runState.ts';
import { type BenchOutputsState, benchOf } from '../../../../store/bench/benchSlice.ts';
import { actions, useWorkbench } from '../../../../store/useWorkbench.ts';
import type {
  BenchProps,
  BenchVoteState,
  BenchWaiting,
} from '../../../../views/bench/benchProps.ts';

export interface Bench extends BenchProps {
  readonly vote: BenchVoteState | null;
  readonly waiting: BenchWaiting | null;
}

/** Readers by what they read, the newest alone: story, cards and drawer share one. */
let newest: { readonly splits: object; readonly key: string; readonly made: Known } | null = null;

interface Known {
  readonly reader: BenchReader;
  readonly before: BenchVoteState['before'];
}

function knownOf(state: RunState, { splits }: BenchOutputsState): Known {
  const rounds = state.rounds.filter(({ outcome }) => outcome !== null).length;
  const key = `${state.runId} ${rounds}`;
  if (newest?.splits === splits && newest.key === key) return newest.made;
  const outputs = ofFirstMembers(benchOutputs(state, splits), rounds);
  const ranking = rankingAccuracy(state);
  const weights = countedWeights(benchMembers(state, asTrained));
  const before = benchReading(outputs.measured, weights, outputs.classCount, ranking);
  const made = { reader: new BenchReader(outputs, ranking), before };
  newest = { splits, key, made };
  return made;
}

export function useBench(state: RunState): Bench {
  const bench = useWorkbench((workbench) => workbench.bench);
  const outputs = useWorkbench((workbench) => workbench.benchOutputs);
  const isMoving = useWorkbench((workbench) => workbench.isBenchMoving);
  const settings = useMemo(() => benchOf(bench, state.spec), [bench, state.spec]);
  const vote = useMemo((): BenchVoteState | null => {
    const rounds = state.rounds.filter(({ outcome }) => outcome !== null).length;
    const isOwn = outputs !== null && outputs.runId === state.runId;
    if (!isOwn || outputs.splits.length === 0 || rounds === 0 || !canBeVotedAgain(state))
      return null;
    if (outputs.splits[0].members.length < rounds) return null;
    const { reader, before } = knownOf(state, outputs);
    const members = benchMembers(state, settings);
    const answer = reader.answer(countedWeights(members), isMoving);
    return {
      ...answer,
      outputs: reader.outputs,
      members,
      before,
      isChanged: !isAsTrained(members),
    };
  }, [state, outputs, settings, isMoving]);
  const waiting = vote === null ? waitingFor(state, outputs) : null;
  return {
    state,
    settings,
    onChange: (next) => actions().setBench(state.spec, next),
    onMoving: actions().moveBench,
    vote,
    waiting,
  };
}

function waitingFor(state: RunState, outputs: BenchOutputsState | null): BenchWaiting {
  const base = { progress: null, onEvaluate: null, onLeave: actions().leaveEvaluating };
  if (!state.rounds.some(({ outcome }) => outcome !== null)) {
    return {
      ...base,
      text: 'After round 1 its network votes here; from the second on votes can be moved.',
    };
  }
  if (outputs === null || outputs.runId !== state.runId || outputs.phase === 'asking') {
    return { ...base, text: 'The outputs of the networks are on their way.' };
  }
  if (outputs.phase === 'evaluating') {
    const progress = { done: outputs.evaluated, total: outputs.rounds };
    return { ...base, progress, text: 'The networks are evaluated once more; nothing is trained.' };
  }
  const isIdle = actions().launch.phase === 'idle';
  const when = isIdle ? '' : ' Wait until the run under way has ended.';
  const needs =
    'Votes are taken on what each network says of every test image. This visit did not train all of them, so that they must be evaluated once more: from the networks that the run kept, on its data set.';
  return {
    ...base,
    text: `${outputs.error ?? needs}${when}`,
    onEvaluate: isIdle ? actions().evaluateBench : null,
  };
}

/** Looks for the best votes on validation images without holding the page up. */
export function useBestVotes({ vote, settings, onChange }: Bench) {
  const [found, setFound] = useState('');
  const validation = vote?.outputs.validation ?? null;
  if (vote === null || validation === null) {
    const why = 'The run held no validation images out to choose votes on.';
    return { onBest: null, bestNote: vote === null ? '' : why };
  }
  const search = async () => {
    const { members, outputs } = vote;
    const trained = members.map((member) => member.trained);
    const on = members.map(({ isOn }) => isOn);
    const steps = bestVotes(validation, trained, on, outputs.classCount);
    let step = steps.next();
    while (!step.done) {
      setFound(`Looking for the best votes, ${Math.round(step.value * 100)}%`);
      await new Promise((resolve) => setTimeout(resolve));
      step = steps.next();
    }
    const { weights, errors, errorsAsTrained, images } = step.value;
    const votes = Object.fromEntries(members.map(({ round }, index) => [round, weights[index]]));
    const isBetter = errors < errorsAsTrained;
    onChange({ ...settings, votes: isBetter ? votes : {} });
    const of = `of ${formatCount(images)} validation images`;
    setFound(
      isBetter
        ? `${formatCount(errors)} ${of} read wrongly, ${formatCount(errorsAsTrained)} as trained.`
        : `No votes found that err less than those as trained: ${formatCount(errorsAsTrained)} ${of}.`,
    );
  };
  return { onBest: () => void search(), bestNote: found };
}
