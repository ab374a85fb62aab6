import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import type { ImageSource } from '../../../data/prepare/imageSource.ts';
import type { ImageShape } from '../../../spec/units.ts';
import type { Images, Preparation } from '../../engine.ts';
import type { Backend } from '../backends/backend.ts';
import type { ImageFeed } from './imageFeed.ts';
import type { HostArray, Repeated } from './work.ts';

/** A kind of training step. */
export interface StepKind {
  /** Host arrays that the step depends on, beside its images. */
  readonly arrays: readonly HostArray[];
  /** The step on a batch of images; returns what is to be read of it, `metrics` among it. */
  readonly compute: (images: Tensor4D) => Readonly<Record<string, Tensor>>;
}

interface Ready {
  readonly kind: StepKind;
  /** Where the images lie; null for values that are handed over. */
  readonly place: ImageSource | null;
  readonly feed: ImageFeed;
  readonly work: Repeated;
}

/** The training steps of one network: one kind, on images from one place, is ready at a time. */
export class Training {
  private ready: Ready | null = null;
  private hasUntaken = false;

  constructor(
    private readonly backend: Backend,
    private readonly shape: ImageShape,
    private readonly batchSize: number,
  ) {}

  /** Gets a kind of step ready, on images from where the given ones lie. */
  prepare(
    kind: StepKind,
    images: Images,
    onProgress: (preparation: Preparation) => void,
  ): Promise<void> {
    return this.readyFor(kind, images).work.prepare(onProgress);
  }

  /** Runs a step on images and the values that its arrays have now. */
  run(kind: StepKind, images: Images): void {
    const { feed, work } = this.readyFor(kind, images);
    feed.fill(images);
    work.run();
    this.hasUntaken = true;
  }

  /** Reads and forgets what the steps since the last call put out. Waits for the device. */
  async take(output: string): Promise<Float32Array> {
    if (output === 'metrics') this.hasUntaken = false;
    return this.ready?.work.take(output) ?? new Float32Array();
  }

  /** Decisions of the steps have changed. */
  forget(): void {
    this.ready?.work.forget();
  }

  dispose(): void {
    this.ready?.work.dispose();
    this.ready = null;
  }

  private readyFor(kind: StepKind, images: Images): Ready {
    const place = images instanceof Float32Array ? null : images.from;
    if (this.ready?.kind === kind && this.ready.place === place) return this.ready;
    if (this.hasUntaken) throw new Error('Metrics must be taken before another kind of step');
    this.dispose();
    const feed = this.backend.imageFeed(images, this.batchSize, this.shape);
    const work = this.backend.repeat({
      name: 'training step',
      isTraining: true,
      arrays: [...feed.arrays, ...kind.arrays],
      compute: () => kind.compute(feed.tensor()),
    });
    this.ready = { kind, place, feed, work };
    return this.ready;
  }
}
