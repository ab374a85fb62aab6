/**
 * The store's list of runs as the library tells of them. A run that is told as before stays the very
 * same object, so that what is drawn of it need not be drawn anew.
 */
import type { LibraryRun, LibraryState } from '../../analysis/library/libraryRun.ts';
import { areAlike } from '../../lib/areAlike.ts';
import type { RunLine } from '../../store/runs/runList.ts';
import type { UnreadableRun } from './unreadableRun.ts';

export interface ShownLibrary {
  readonly runs: readonly LibraryRun[];
  readonly unreadable: readonly UnreadableRun[];
}

/** Reads lists one after another; `hereId` is the run that this window trains. */
export function libraryReader(): (
  lines: readonly RunLine[],
  hereId: string | null,
) => ShownLibrary {
  let before = new Map<string, LibraryRun>();
  return (lines, hereId) => {
    const whole = lines.filter((line) => line.state === 'whole');
    const runs = whole.map((line) => {
      const run = libraryRunOf(line, hereId);
      const known = before.get(run.runId);
      return known !== undefined && areAlike(known, run) ? known : run;
    });
    before = new Map(runs.map((run) => [run.runId, run]));
    return { runs, unreadable: lines.flatMap(unreadableOf) };
  };
}

type WholeLine = Extract<RunLine, { state: 'whole' }>;

function libraryRunOf(line: WholeLine, hereId: string | null): LibraryRun {
  const { log, networks, other } = line.bytes;
  return {
    runId: line.runId,
    state: stateOf(line, hereId),
    cutBy: cutBy[line.phase] ?? 'leaving',
    title: line.title,
    notes: line.notes,
    spec: line.spec,
    specHash: line.specHash,
    datasetName: line.datasetName,
    datasetHash: line.datasetHash,
    device: line.device,
    round: line.round,
    rounds: line.rounds,
    epoch: line.epoch,
    epochs: line.epochs,
    testError: line.testError,
    hardestFifth: line.hardestFifthError,
    startedAt: line.startedAt,
    updatedAt: line.updatedAt,
    seconds: line.seconds,
    bytes: log + networks + other,
    networkBytes: networks,
    isKept: line.isKept,
    isDigestWrong: line.digestChecked === false,
    digest: line.digest,
  };
}

function stateOf(line: WholeLine, hereId: string | null): LibraryState {
  if (line.runId === hereId) return 'training';
  if (line.isUnderWay) return 'elsewhere';
  if (line.origin === 'imported') return 'imported';
  return line.phase === 'finished' ? 'finished' : 'interrupted';
}

const cutBy: Readonly<Partial<Record<WholeLine['phase'], LibraryRun['cutBy']>>> = {
  stopped: 'stopping',
  failed: 'failing',
};

function unreadableOf(line: RunLine): UnreadableRun[] {
  if (line.state === 'whole') return [];
  const { log, networks, other } = line.bytes;
  return [{ runId: line.runId, why: line.state, bytes: log + networks + other }];
}
