/**
 * What the page hands to each view of a run: the whole contract between them, in one place.
 * Every view accepts any moment of a run, from `run-started` on: what is not known yet is a dash,
 * and a chart without numbers has its final size and axes already.
 */
import type { OtherRun } from '../analysis/mistakes/modelReadings.ts';
import type { RunPosition } from '../analysis/progress/runPosition.ts';
import type { MoveState } from '../spec/run/levelwiseState.ts';
import type { RunState } from '../spec/run/runState.ts';
import type { ClassIndex, ImageIndex, ImageShape } from '../spec/units.ts';
import type { ClassImages } from './classImages.ts';
import type { ClassLink } from './classLink.ts';

/** A view of a run as it stood at one moment. */
export interface RunViewProps {
  /** The run at the moment to show. */
  readonly state: RunState;
  /** The newest state while looking back, so that axes stay as wide as the run has needed. */
  readonly newest?: RunState | undefined;
}

/** A view of a run in which classes can be pointed at and held. */
export interface ClassViewProps extends RunViewProps {
  /** Null while the samples are not at hand, as for an imported log. */
  readonly images: ClassImages | null;
  readonly link: ClassLink;
}

/** `importance/ImportanceChart.tsx` */
export type ImportanceChartProps = ClassViewProps;
/** `accuracy/HardestEasiest.tsx` */
export type HardestEasiestProps = ClassViewProps;
/** `classes/AllClasses.tsx` */
export type AllClassesProps = ClassViewProps;
/** `measures/MeasuresTable.tsx`, `measures/Reliability.tsx` */
export type MeasuresProps = RunViewProps;
/** `confusion/ConfusionPairs.tsx` */
export interface ConfusionPairsProps extends ClassViewProps {
  /** Class of each test image; null until known. */
  readonly testLabels: Int32Array | null;
}

/** `story/Story.tsx` */
export interface StoryProps extends Pick<RunViewProps, 'state'> {
  /** The flat twin of a level-wise run, at the same epoch; null without one. */
  readonly flat?: RunState | null;
}
/** `curves/LossChart.tsx` */
export type LossChartProps = RunViewProps;
/** `curves/ErrorChart.tsx` */
export type ErrorChartProps = RunViewProps;
/** `votes/Votes.tsx` */
export type VotesProps = RunViewProps;
/** `members/MembersOverEpochs.tsx` */
export type MembersOverEpochsProps = ClassViewProps;
/** `alwaysHard/AlwaysHard.tsx` */
export type AlwaysHardProps = RunViewProps;

/** `scrubber/Scrubber.tsx` */
export interface ScrubberProps {
  /** The newest state, also while looking back. */
  readonly state: RunState;
  /** The moment looked at; null follows the run. */
  readonly position: RunPosition | null;
  readonly onScrub: (position: RunPosition) => void;
  /** Follow the run again. */
  readonly onLive: () => void;
}

/** `inspector/ClassInspector.tsx`: shows the class that `link` holds, or nothing. */
export interface ClassInspectorProps extends ClassViewProps {
  /** Class of each test image; null until known. */
  readonly testLabels: Int32Array | null;
  /** Test images at hand, by index: height × width × channels bytes each. */
  readonly testImages?: ReadonlyMap<ImageIndex, Uint8Array> | undefined;
  /** Called with the test images worth showing whenever they change; a few dozen at most. */
  readonly onWantImages?: ((indices: readonly ImageIndex[]) => void) | undefined;
}

/** `confusion/matrix/ConfusionMatrix.tsx`, `mistakes/Mistakes.tsx` */
export interface ConfusionMatrixProps extends ClassInspectorProps {
  /** The flat twin at the same epoch; null without one. */
  readonly flat: RunState | null;
  /** Other runs on the same test images, to hold this one against. */
  readonly otherRuns?: readonly OtherRun[] | undefined;
}
export type MistakesProps = Omit<ConfusionMatrixProps, 'otherRuns'>;

/** `inspector/LevelwiseInspector.tsx`: the same of a level-wise run. */
export interface LevelwiseInspectorProps extends ClassInspectorProps {
  /** The flat twin at the same epoch; null without one. */
  readonly flat: RunState | null;
}

/** `inspector/HoverCard.tsx`: facts about a class beside the pointer. */
export interface HoverCardProps extends ClassViewProps {
  readonly index: ClassIndex;
  /** Where the pointer is, in the viewport. */
  readonly at: { readonly x: number; readonly y: number };
}

/** A view of a level-wise run; `state.levelwise` is null during the warm-up. */
export interface LevelwiseViewProps extends ClassViewProps {
  /** The flat run with the same seed, data and budget, at the same epoch; null without one. */
  readonly flat: RunState | null;
}

/** What a person can do to a run that is under way; null where it is not. */
export interface TreeControls {
  readonly onPin: (index: ClassIndex, pinned: boolean) => void;
  readonly onUndo: (move: MoveState) => void;
}

/** `tree/ClassTree.tsx`: the hierarchy, live. */
export interface ClassTreeProps extends LevelwiseViewProps {
  /** Null where the run is not under way or an earlier moment is shown. */
  readonly controls: TreeControls | null;
}
/** `assignment/AssignmentMap.tsx`: Ψ of each level, groups × classes. */
export type AssignmentMapProps = LevelwiseViewProps;
/** `reassignments/Reassignments.tsx`: the feed of moves. */
export interface ReassignmentsProps extends LevelwiseViewProps {
  readonly controls: TreeControls | null;
  /** Shows the moment of a move. */
  readonly onScrub: (position: RunPosition) => void;
}
/** `levels/LevelAccuracy.tsx` */
export type LevelAccuracyProps = LevelwiseViewProps;
/** `levels/MixtureLoss.tsx` */
export type MixtureLossProps = LevelwiseViewProps;
/** `levels/MixtureError.tsx` */
export type MixtureErrorProps = LevelwiseViewProps;
/** `levels/LevelWeights.tsx`: θ and r_l over time, with the notice of a collapse. */
export type LevelWeightsProps = LevelwiseViewProps;
/** `levels/ErrorEntry.tsx`: where errors enter, and how severe mistakes are. */
export type ErrorEntryProps = LevelwiseViewProps;
/** `levels/TopErrors.tsx`: top-1, 2, 5, 10 errors beside the flat run and the published rows. */
export type TopErrorsProps = LevelwiseViewProps;
/** `levels/TopDown.tsx`: accuracy and work of top-down inference beside the mixture's. */
export type TopDownProps = LevelwiseViewProps;

/** Two finished runs of the same data set, class by class. `comparison/` */
export interface ComparisonProps extends ClassViewProps {
  /** The run to measure against: flat, as a rule. */
  readonly baseline: RunState;
  /** Class of each test image; null until known. */
  readonly testLabels: Int32Array | null;
  readonly testImages?: ReadonlyMap<ImageIndex, Uint8Array> | undefined;
  readonly onWantImages?: ((indices: readonly ImageIndex[]) => void) | undefined;
}

/** How a grey image is drawn: light strokes on black, dark strokes on white, or as it is. */
export type ImageTone = 'light-on-dark' | 'dark-on-light' | 'plain';

/** `thumbnail/Thumbnail.tsx` */
export interface ThumbnailProps {
  /** Null draws an empty tile. */
  readonly bytes: Uint8Array | null;
  readonly shape: ImageShape;
  /** Side in CSS pixels. */
  readonly size: number;
  /** Accessible name; without one the picture is decorative. */
  readonly label?: string | undefined;
  /** Judged from the image's corners when not given; see `toneOf`. */
  readonly tone?: ImageTone | undefined;
  /** Whether its class is lit: a leaf ring. */
  readonly lit?: boolean | undefined;
}
