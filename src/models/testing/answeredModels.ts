/** Models that small runs train, and what those said of some images. */
import { majorityBallots } from '../../algorithms/boosting/majorityBallots.ts';
import { Vote } from '../../algorithms/complementary/vote.ts';
import { imageSize, imagesAt, type Pixels } from '../../data/dataset.ts';
import { type EvaluationSet, prepareData } from '../../data/prepare/preparedData.ts';
import type { SplitOutputs } from '../../methods/context.ts';
import { recordedData } from '../../runner/testing/recordedData.ts';
import type { RecordingEngines } from '../../runner/testing/recordedRuns.ts';
import { castsBallots } from '../../spec/methods/methodFacts.ts';
import type { RunState } from '../../spec/run/runState.ts';
import { modelOfRun } from '../modelOfRun.ts';
import type { TrainedModel } from '../trainedModel.ts';
import { askedImages, onPublishedData } from './publishedData.ts';
import { arePublished } from './publishedImages.ts';
import { specOf, trainedRun } from './trainedRuns.ts';

/** A model, images as it takes them, and the probabilities that it came to in training. */
export interface AnsweredModel {
  readonly name: string;
  readonly model: TrainedModel;
  /** Count × height × width × channels. */
  readonly images: Pixels;
  readonly count: number;
  /** Count × N. */
  readonly probabilities: Float64Array;
}

/**
 * A recorded experiment as a model, with {@link askedImages} test images of published data that it is
 * trained on instead; where there are none, with up to as many test and training images of its own.
 */
export async function answeredModel(
  engines: RecordingEngines,
  name: string,
): Promise<AnsweredModel> {
  const own = specOf(name);
  const { spec, dataset } = arePublished
    ? await onPublishedData(own)
    : { spec: own, dataset: await recordedData(own.dataset.source) };
  const outputs: SplitOutputs[] = [];
  const { state, files } = await trainedRun(engines, spec, {
    dataset,
    onOutputs: (_, ofRound) => outputs.push(ofRound),
  });
  const model = await modelOfRun(state, async (_, hash) => files.get(hash) ?? null);
  const data = prepareData(dataset, spec);
  const { train, test } = data.whole;
  const chosen: Pixels[] = [];
  const answers: Float64Array[] = [];
  let count = 0;
  for (const [split, set] of [
    ['test', test],
    ['train', train],
  ] as const) {
    if (set === undefined || count === askedImages) continue;
    const taken = Math.min(set.labels.length, askedImages - count);
    chosen.push(await pixelsOf(set, taken));
    answers.push(
      votedOn(state, outputs, split, model.classes.length).subarray(
        0,
        taken * model.classes.length,
      ),
    );
    count += taken;
  }
  const size = imageSize(model.input.shape);
  const Kind = chosen[0] instanceof Float32Array ? Float32Array : Uint8Array;
  const images = new Kind(count * size);
  const probabilities = new Float64Array(count * model.classes.length);
  for (let at = 0, part = 0; part < chosen.length; at += chosen[part].length / size, part++) {
    images.set(chosen[part], at * size);
    probabilities.set(answers[part], at * model.classes.length);
  }
  return { name, model, images, count, probabilities };
}

/** The first images of a set as they were before they were normalised. */
async function pixelsOf(set: EvaluationSet, count: number): Promise<Pixels> {
  const images = await set.some(Int32Array.from({ length: count }, (_, index) => index));
  if (images instanceof Float32Array) throw new Error('The images do not say where they lie');
  const { pixels, shape } = images.from;
  return imagesAt(pixels, imageSize(shape), images.indices);
}

/** What all networks of the run said together. */
function votedOn(
  { spec, rounds }: RunState,
  outputs: readonly SplitOutputs[],
  split: 'train' | 'test',
  classCount: number,
): Float64Array {
  const first = outputs[0][split]?.probabilities ?? new Float32Array();
  const vote = new Vote(first.length);
  for (const [index, { [split]: own }] of outputs.entries()) {
    const said = own?.probabilities ?? new Float32Array();
    const cast = castsBallots(spec.method) ? majorityBallots(said, classCount) : said;
    vote.add(cast, rounds[index].outcome?.voteWeight ?? 0);
  }
  return vote.probabilities();
}
