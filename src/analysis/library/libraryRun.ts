/** A kept run as the library tells of it: what is known without reading its log. */
import type { ExperimentSpec } from '../../spec/experimentSpec.ts';

/**
 * What a run is doing: this page or another window trains it, it stands in the middle, it has come
 * to its end, or it was brought here as a file, however it ended there.
 */
export const libraryStates = [
  'training',
  'elsewhere',
  'interrupted',
  'finished',
  'imported',
] as const;
export type LibraryState = (typeof libraryStates)[number];

export interface LibraryRun {
  readonly runId: string;
  readonly state: LibraryState;
  /** Of one that stands in the middle: whether it was left, stopped by a person, or failed. */
  readonly cutBy: 'leaving' | 'stopping' | 'failing';
  /** What a person called it; null where nobody did. */
  readonly title: string | null;
  readonly notes: string;
  readonly spec: ExperimentSpec;
  readonly specHash: string;
  readonly datasetName: string;
  readonly datasetHash: string;
  /** Kind of the device that it was trained on. */
  readonly device: string;
  /** The round under way and its finished epochs, and how many of each there are to be. */
  readonly round: number;
  readonly rounds: number;
  readonly epoch: number;
  readonly epochs: number;
  /** Top-1 test error so far, in [0, 1]; null before there is one. */
  readonly testError: number | null;
  /** The same of the hardest fifth of the classes. */
  readonly hardestFifth: number | null;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly updatedAt: number;
  /** Of training; null where its log does not tell. */
  readonly seconds: number | null;
  /** What is kept of it takes up so many: all, and of them checkpoints and networks. */
  readonly bytes: number;
  readonly networkBytes: number;
  /** Whether it is kept beyond this visit; only then can it be named, exported and deleted. */
  readonly isKept: boolean;
  /** Whether it was brought here with a digest that its events do not have. */
  readonly isDigestWrong: boolean;
  /** Null until it is finished. */
  readonly digest: string | null;
}

/** Whether somebody trains it now. */
export const isUnderWay = ({ state }: Pick<LibraryRun, 'state'>): boolean =>
  state === 'training' || state === 'elsewhere';
