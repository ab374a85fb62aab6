/** What the networks of a run read an image as, told for people. */
import { answerSpread } from '../../algorithms/answers/answerSpread.ts';
import { topClasses } from '../../algorithms/metrics/predictions.ts';

/** Class probabilities of one image. */
export interface ImageProbabilities {
  readonly ensemble: Float64Array;
  /** One a network. */
  readonly members: readonly Float32Array[];
  /** What each network counts, for this image. */
  readonly weights: readonly number[];
}

/** The class of the highest probability, and how high it is. */
export interface ClassRead {
  readonly label: number;
  readonly probability: number;
}

export interface ImageAnswer extends ClassRead {
  readonly members: readonly ClassRead[];
  /** How far the networks are apart, in bits. */
  readonly spread: number;
}

/** What several answers, one after another, say of one of the images. */
export function probabilitiesOf(
  answers: {
    readonly ensemble: Float64Array;
    readonly members: readonly Float32Array[];
    readonly weights: Float64Array;
  },
  image: number,
  classCount: number,
): ImageProbabilities {
  const [from, to] = [image * classCount, (image + 1) * classCount];
  const count = answers.members.length;
  return {
    ensemble: answers.ensemble.slice(from, to),
    members: answers.members.map((own) => own.slice(from, to)),
    weights: [...answers.weights.subarray(image * count, (image + 1) * count)],
  };
}

/** Ties go to the lower class index. */
export function imageAnswer({ ensemble, members, weights }: ImageProbabilities): ImageAnswer {
  return {
    ...readAs(ensemble),
    members: members.map(readAs),
    spread: answerSpread(members, weights),
  };
}

export function readAs(probabilities: Float32Array | Float64Array): ClassRead {
  const [label] = topClasses(probabilities, probabilities.length, 1);
  return { label, probability: probabilities[label] };
}
