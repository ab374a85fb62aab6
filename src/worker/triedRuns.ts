/** The trained networks of kept runs, asked about new images: of one run at a time. */
import { probabilitiesOf } from '../analysis/predictions/imageAnswer.ts';
import { DataError } from '../data/dataError.ts';
import { type AnyDataset, imageSize, imagesAt, type Pixels } from '../data/dataset.ts';
import type { ImageModules } from '../data/formats/format.ts';
import { createImageDecoder } from '../data/formats/imageFormats.ts';
import { defaultLimits } from '../data/limits.ts';
import { fittingOf, pictureAsData } from '../data/picture/pictureAsData.ts';
import { splitDataset } from '../data/prepare/split.ts';
import type { TaskOptions } from '../data/progress.ts';
import { gatherAhead, inOrder } from '../data/streaming/gatherAhead.ts';
import { StreamedImages } from '../data/streaming/streamedImages.ts';
import { classifyFiles } from '../runner/trained/classifyFiles.ts';
import { NearestImages } from '../runner/trained/nearestImages.ts';
import { occlude } from '../runner/trained/occlude.ts';
import { Predictor } from '../runner/trained/predictor.ts';
import { checkTakesPictures, readPicture } from '../runner/trained/readPictures.ts';
import { askableNetworks, type TrainedNetworks } from '../runner/trained/trainedRun.ts';
import { readLogBytes } from '../storage/projects/runContent.ts';
import { bytesOfFile } from './bytesOfFile.ts';
import { deviceLimits } from './deviceLimits.ts';
import type { EngineGuest } from './exclusiveEngine.ts';
import { openAsBefore } from './openAsBefore.ts';
import { createPainter } from './paintImages.ts';
import type { Answer, Ask } from './protocol/requests.ts';
import type { AskedPicture } from './protocol/tryRequests.ts';
import type { TrainingSurroundings } from './trainingRuns.ts';
import { triedRunOf } from './triedView.ts';

type Surroundings = Pick<TrainingSurroundings, 'datasets' | 'engine' | 'networks' | 'keptRuns'> &
  ImageModules;
type OfRun = Ask<'open-tried'>;

interface Held {
  readonly runId: string;
  readonly trained: TrainedNetworks;
  nearest: { readonly hash: string; readonly images: NearestImages } | null;
}

export class TriedRuns implements EngineGuest {
  private held: Held | null = null;
  /** On the engine as long as nobody else uses it. */
  private predictor: Predictor | null = null;

  constructor(private readonly surroundings: Surroundings) {}

  /** @throws DataError where its networks are not kept; StorageError where it is not. */
  async open({ runId }: OfRun): Promise<Answer<'open-tried'>> {
    const { trained } = await this.read(runId);
    return triedRunOf(trained, this.dataOf(trained));
  }

  async ask(
    { picture, ...of }: Ask<'ask-picture'>,
    { signal }: TaskOptions,
  ): Promise<Answer<'ask-picture'>> {
    const { trained } = await this.require(of.runId);
    const { pixels, done } = await this.pixelsOf(picture, trained);
    const answers = await this.asking(of, (predictor) => predictor.predict(pixels, signal), signal);
    return {
      seen: pixels,
      done,
      probabilities: probabilitiesOf(answers, 0, trained.state.dataset.classes.length),
      levels: answers.levels,
    };
  }

  async occlude(
    { seen, ...of }: Ask<'occlude-picture'>,
    task: TaskOptions,
  ): Promise<Answer<'occlude-picture'>> {
    const { trained } = await this.require(of.runId);
    checkTakesPictures(trained);
    return this.asking(of, (predictor) => occlude(predictor, seen, task), task.signal);
  }

  async nearest(
    { seen, most, ...of }: Ask<'nearest-images'>,
    task: TaskOptions,
  ): Promise<Answer<'nearest-images'>> {
    const held = await this.require(of.runId);
    const dataset = this.dataOf(held.trained);
    if (dataset === null) return { near: null };
    const found = await this.asking(
      of,
      async (predictor) => {
        if (held.nearest?.hash !== dataset.hash) {
          const images = await NearestImages.of(predictor, dataset, task);
          held.nearest = { hash: dataset.hash, images };
        }
        const { images } = held.nearest;
        return { images, near: await images.to(predictor, seen, most) };
      },
      task.signal,
    );
    const { images, near } = found;
    const { spec } = held.trained.state;
    const { train } = splitDataset(dataset, { ...spec.dataset, seed: spec.seed });
    const painter = createPainter(dataset);
    const places = near.map(({ place }) => images.places[place]);
    return {
      near: {
        places,
        labels: Int32Array.from(near, ({ place }) => images.labels[place]),
        distances: near.map(({ distance }) => distance),
        images: await painter.copies(train.images, places),
        drawn: painter.shape,
        searched: images.places.length,
        total: images.total,
      },
    };
  }

  async classify(
    { files, ...of }: Ask<'classify-files'>,
    task: TaskOptions,
  ): Promise<Answer<'classify-files'>> {
    const pictures = files.map(({ name, file }) => ({ name, bytes: () => bytesOfFile(file) }));
    const rows: Answer<'classify-files'>['rows'][number][] = [];
    await this.asking(
      of,
      async (predictor) => {
        for await (const one of classifyFiles(pictures, predictor, this.decoder(), task)) {
          rows.push('problem' in one ? { name: one.name, problem: one.problem.message } : one);
        }
      },
      task.signal,
    );
    return { rows };
  }

  /** The engine is needed by others. */
  leave(): void {
    const { predictor } = this;
    this.predictor = null;
    predictor?.dispose();
  }

  private async require(runId: string): Promise<Held> {
    return this.held?.runId === runId ? this.held : this.read(runId);
  }

  private async read(runId: string): Promise<Held> {
    const { keptRuns, networks } = this.surroundings;
    const reading = await readLogBytes(await keptRuns.log(runId));
    if (!reading.ok) {
      const { line, found, allowed } = reading.fault;
      throw new DataError({
        file: `Run ${runId}`,
        place: line === null ? null : `line ${line}`,
        found,
        allowed,
        remedy: 'train the experiment again',
      });
    }
    const trained = await askableNetworks(reading.content.state, {
      find: async (hash) =>
        hash === null ? null : ((await keptRuns.network(hash)) ?? networks.find(hash)),
      remedy:
        'train the experiment again: networks are kept as long as there is room, and until Make room on Runs removes them',
    });
    this.held = { runId, trained, nearest: null };
    // Those of the run before, or of this one with fewer rounds, answer no more.
    await this.surroundings.engine.exclusively(async () => this.leave(), this);
    return this.held;
  }

  /** Has the networks answer, on the device that trained them. */
  private asking<Result>(
    { runId, threads }: OfRun,
    work: (predictor: Predictor) => Promise<Result>,
    signal?: AbortSignal,
  ): Promise<Result> {
    const { engine } = this.surroundings;
    return engine.exclusively(async () => {
      signal?.throwIfAborted();
      const { trained } = await this.require(runId);
      const opened = await openAsBefore(trained.state, (device) => engine.open(device, threads));
      return engine.discardingFailed(() => {
        if (this.predictor?.trained !== trained) this.leave();
        this.predictor ??= new Predictor(trained, opened);
        return work(this.predictor);
      }, signal);
    }, this);
  }

  private async pixelsOf(picture: AskedPicture, trained: TrainedNetworks) {
    if ('test' in picture) {
      return { pixels: await this.testImage(picture.test, trained), done: null };
    }
    if ('file' in picture) {
      const { file } = picture;
      const named = { name: file.name, bytes: () => bytesOfFile(file) };
      return readPicture(named, trained, this.decoder());
    }
    checkTakesPictures(trained);
    return pictureAsData(picture, trained.shape, fittingOf(trained.state.spec.dataset.reading));
  }

  private async testImage(index: number, trained: TrainedNetworks): Promise<Pixels> {
    const dataset = this.dataOf(trained);
    const { spec } = trained.state;
    const test = dataset && splitDataset(dataset, { ...spec.dataset, seed: spec.seed }).test;
    if (test === null || !(index >= 0 && index < test.labels.length)) {
      throw new DataError({
        file: trained.state.dataset.name,
        place: null,
        found: test === null ? 'it is not at hand' : 'it has no such test image',
        allowed: 'test images of the data set that the run was trained on',
        remedy: 'open that data set',
      });
    }
    const chosen = imagesAt(test.images, imageSize(trained.shape), [index]);
    if (!(chosen instanceof StreamedImages)) return chosen;
    for await (const { pixels } of gatherAhead(chosen, inOrder(chosen))) return pixels.slice();
    throw new RangeError('Nothing comes');
  }

  /** The data set held, where it is that of the run. */
  private dataOf({ state }: TrainedNetworks): AnyDataset | null {
    const dataset = this.surroundings.datasets.held?.dataset ?? null;
    return dataset?.hash === state.dataset.hash ? dataset : null;
  }

  private decoder() {
    return createImageDecoder(this.surroundings, { ...defaultLimits, ...deviceLimits() });
  }
}
