/** The run whose trained networks are asked about new images, and the asking of them. */
import { answerSpread } from '../../algorithms/answers/answerSpread.ts';
import type { SplitOfMembers } from '../../analysis/whatIf/benchOutputs.ts';
import type { TaskOptions } from '../../data/progress.ts';
import { yieldToEventLoop } from '../../lib/eventLoop.ts';
import type { Answer, Ask } from '../../worker/protocol/requests.ts';
import type { TriedRun, TryRequests } from '../../worker/protocol/tryRequests.ts';
import type { MachineSlice } from '../machineSlice.ts';
import type { KeptRunsSlice } from '../runs/keptRunsSlice.ts';
import { openDataOf, type WaysToData } from '../runs/openDataOf.ts';
import { textOf } from '../runs/runErrors.ts';
import type { SliceTools } from '../sliceTools.ts';

type Told = ReturnType<typeof textOf>;

/** What is known of the run that is asked. */
export type TriedState =
  | { readonly phase: 'none' }
  | { readonly phase: 'opening'; readonly runId: string }
  | { readonly phase: 'here'; readonly runId: string; readonly run: TriedRun }
  | { readonly phase: 'refused'; readonly runId: string; readonly told: Told };

type Asking = Exclude<keyof TryRequests, 'open-tried'>;

export interface TrySlice {
  readonly tried: TriedState;
  /** Reads the networks of a kept run. */
  readonly openTried: (runId: string) => Promise<void>;
  /** Opens the data set that the run was trained on; what went wrong, or null. */
  readonly openTriedData: () => Promise<Told | null>;
  /** Asks the networks of the run that is open. @throws WorkerError */
  readonly askTried: <Name extends Asking>(
    name: Name,
    ask: Omit<Ask<Name>, 'runId' | 'threads'>,
    task?: TaskOptions,
  ) => Promise<Answer<Name>>;
  /**
   * How far the networks of the run that is open are apart over each of its test images, in bits.
   * @throws WorkerError where they cannot be asked, as where its data set is not at hand.
   */
  readonly testSpreads: (task: TaskOptions) => Promise<Float64Array>;
}

type Needs = WaysToData & Pick<MachineSlice, 'threads'> & Pick<KeptRunsSlice, 'keptRuns'>;

export function trySlice({ get, set, ask }: SliceTools<TrySlice & Needs>): TrySlice {
  const open = async (runId: string) => {
    const isAsked = () => get().tried.phase !== 'none' && runIdOf(get().tried) === runId;
    try {
      const run = await ask('open-tried', { runId, threads: get().threads });
      if (isAsked()) set({ tried: { phase: 'here', runId, run } });
    } catch (error) {
      if (isAsked()) set({ tried: { phase: 'refused', runId, told: textOf(error) } });
    }
  };
  return {
    tried: { phase: 'none' },
    openTried: async (runId) => {
      set({ tried: { phase: 'opening', runId } });
      await open(runId);
    },
    openTriedData: async () => {
      const runId = runIdOf(get().tried);
      const run = get().keptRuns?.find((each) => each.runId === runId);
      try {
        if (run?.state === 'whole') await openDataOf(get(), run, 'Open its data');
      } catch (error) {
        return textOf(error);
      }
      if (runId !== null) await open(runId);
      return null;
    },
    askTried: (name, asked, task) => {
      const runId = runIdOf(get().tried) ?? '';
      return ask(name, { ...asked, runId, threads: get().threads } as never, task);
    },
    testSpreads: async (task) => {
      const { tried, threads } = get();
      if (tried.phase !== 'here') return new Float64Array(0);
      const { runId, networks, classes } = tried.run;
      const rounds = networks.length;
      const asked = { runId, rounds, splits: ['test'] as const, evaluate: true, threads };
      const { splits } = await ask('member-outputs', asked, task);
      const votes = networks.map(({ voteWeight }) => voteWeight);
      return splits === null ? new Float64Array(0) : spreadsOf(splits[0], votes, classes.length);
    },
  };
}

/** Images after which the page may do something else. */
const atOnce = 200;

async function spreadsOf(
  { labels, members }: SplitOfMembers,
  votes: readonly number[],
  classCount: number,
): Promise<Float64Array> {
  const spreads = new Float64Array(labels.length);
  for (let image = 0; image < labels.length; image++) {
    const [from, to] = [image * classCount, (image + 1) * classCount];
    const answers = members.map((own) => own.subarray(from, to));
    spreads[image] = answerSpread(answers, votes);
    if (image % atOnce === atOnce - 1) await yieldToEventLoop();
  }
  return spreads;
}

const runIdOf = (tried: TriedState): string | null => (tried.phase === 'none' ? null : tried.runId);
