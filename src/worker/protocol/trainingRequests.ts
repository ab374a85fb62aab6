/** Requests about the run under way, and what begins one. */
import type { SplitOfMembers } from '../../analysis/whatIf/benchOutputs.ts';
import type { ThreadChoice, ThreadOffer } from '../../engine/tfjs/parallel/threadChoice.ts';
import type { Intervention } from '../../methods/interventions.ts';
import type { ExperimentSpec } from '../../spec/experimentSpec.ts';
import type { DeviceInfo } from '../../spec/run/events/runEvents.ts';
import type { StepProfile } from '../../spec/run/stepProfile.ts';
import type { DeviceChoice } from '../../spec/sections/device.ts';
import type { SplitName } from '../../spec/units.ts';

/** What this machine offers; null for what it lacks. */
export interface DeviceOffer {
  /** The adapter that a run with `device: webgpu` would use. */
  readonly webgpu: DeviceInfo | null;
  /** Bytes of the largest buffer that the adapter allows. */
  readonly largestBuffer: number | null;
  /** What `device: auto` would choose. */
  readonly auto: DeviceInfo['kind'];
  /** Threads that WASM can train on. */
  readonly threads: ThreadOffer;
}

export interface TrainingRequests {
  'offer-devices': { readonly ask: Record<never, never>; readonly answer: DeviceOffer };
  /** Times a few steps of a spec on the data set held, or on one read beside it: seconds for the whole run. */
  estimate: {
    readonly ask: {
      readonly spec: ExperimentSpec;
      readonly threads?: ThreadChoice;
      /** Hash of a data set that was read and is not held. */
      readonly beside?: string;
    };
    readonly answer: { readonly seconds: number; readonly stepMilliseconds: number };
  };
  /** Where the time of a spec's training steps goes, on the data set held; a run under way is waited for. */
  'profile-step': {
    readonly ask: { readonly spec: ExperimentSpec; readonly threads?: ThreadChoice };
    readonly answer: StepProfile;
  };
  /** Starts a run on the data set held; answered when the run has ended, however it ended. */
  start: {
    readonly ask: {
      readonly spec: ExperimentSpec;
      readonly runId: string;
      /** Threads for WASM, as many as pay unless given. */
      readonly threads?: ThreadChoice;
      /** As for `go-on`. */
      readonly device?: DeviceChoice;
      readonly isAfterLoss?: boolean;
      /** `log`: no checkpoints and networks, for want of room; the run cannot be gone on with. */
      readonly keeps?: 'all' | 'log';
    };
    readonly answer: Record<never, never>;
  };
  /**
   * Goes on with a kept run from its checkpoint, on the data set held, which must be the run's;
   * answered when the run has ended, however it ended.
   */
  'go-on': {
    readonly ask: {
      readonly runId: string;
      readonly threads?: ThreadChoice;
      /** Where absent, the one that the run was on last, or the experiment's where that is missing. */
      readonly device?: DeviceChoice;
      /** The worker that trained it is gone a moment ago: waits for what it held, and the adapter. */
      readonly isAfterLoss?: boolean;
    };
    readonly answer: Record<never, never>;
  };
  /**
   * Keeps the beginning of a longer run beside a finished one, on the data set held, which must be the
   * run's, with progress: its networks are evaluated once more. It is then gone on with as any other.
   */
  'append-rounds': {
    readonly ask: {
      /** Of the finished run, which stays. */
      readonly runId: string;
      /** Under which the longer one is kept. */
      readonly longerId: string;
      /** How many it has in all. */
      readonly rounds: number;
      readonly threads?: ThreadChoice;
    };
    readonly answer: Record<never, never>;
  };
  /**
   * What the networks of a run's first rounds say of the images of some splits: as training left them
   * here, else null; or, where asked for, evaluated once more from the networks that are kept, with
   * progress.
   */
  'member-outputs': {
    readonly ask: {
      readonly runId: string;
      readonly rounds: number;
      readonly splits: readonly SplitName[];
      readonly evaluate: boolean;
      readonly threads?: ThreadChoice;
    };
    readonly answer: { readonly splits: readonly SplitOfMembers[] | null };
  };
  /** Changes the run under way: holds a class where it is, or takes a move back. */
  intervene: { readonly ask: Intervention; readonly answer: Record<never, never> };
  pause: { readonly ask: Record<never, never>; readonly answer: Record<never, never> };
  resume: { readonly ask: Record<never, never>; readonly answer: Record<never, never> };
  stop: { readonly ask: Record<never, never>; readonly answer: Record<never, never> };
}
