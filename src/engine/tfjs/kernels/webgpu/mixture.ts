/**
 * The groups' levels of the mixture in one shader: of stock operations each would take some thirty,
 * and small networks are bound by their number. One thread goes over an image's groups.
 */
import { reshape, slice, type Tensor1D, type Tensor2D } from '@tensorflow/tfjs-core';
import { type LevelTerms, levelOf, mixtureOf } from '../composed/mixture.ts';
import { logOfZero, type MixtureKernels } from '../mixtureKernels.ts';
import { runProgram } from './program.ts';

/** Puts out z − q of each image and, last, its a. */
const levelCode = `
  fn main(index : i32) {
    if (index >= uniforms.threads) { return; }
    let width = uniforms.logitsShape.y;
    let classes = uniforms.assignmentShape.y;
    let label = i32(labels[index]);
    let start = index * width;
    let to = index * (width + 1);
    var largest = logits[start];
    for (var t = 1; t < width; t++) { largest = max(largest, logits[start + t]); }
    var sum = 0.0;
    for (var t = 0; t < width; t++) { sum += exp(logits[start + t] - largest); }
    let shift = largest + log(sum);

    // Groups of which the class is no part are left out, as their term is 0.
    var parts = 0;
    var most = uniforms.logOfZero;
    for (var t = 0; t < width; t++) {
      let share = assignment[t * classes + label];
      if (share > 0.0) {
        parts += 1;
        most = max(most, logits[start + t] - shift + log(share));
      }
    }
    var total = 0.0;
    for (var t = 0; t < width; t++) {
      let share = assignment[t * classes + label];
      if (share > 0.0) { total += exp(logits[start + t] - shift + log(share) - most); }
    }
    for (var t = 0; t < width; t++) {
      let share = assignment[t * classes + label];
      // Without any part the level's own factor is 0, or all there is: q must be finite too.
      var q = select(0.0, 1.0 / f32(width), parts == 0);
      if (share > 0.0) { q = exp(logits[start + t] - shift + log(share) - most) / total; }
      result[to + t] = exp(logits[start + t] - shift) - q;
    }
    result[to + width] = most + select(log(total), 0.0, parts == 0);
  }
`;

/** Groups that one thread can go over in less time than many operations take to start. */
const mostGroups = 512;

function levelInOne(logits: Tensor2D, assignment: Tensor2D, labels: Tensor1D): LevelTerms {
  const [count, width] = logits.shape;
  if (width > mostGroups) return levelOf(logits, assignment, labels);
  const packed = runProgram<Tensor2D>({
    key: 'mixtureLevel',
    inputs: { logits, assignment, labels },
    numbers: { logOfZero },
    outputShape: [count, width + 1],
    threads: count,
    code: levelCode,
  });
  return {
    log: reshape(slice(packed, [0, width], [count, 1]), [count]),
    slopes: slice(packed, [0, 0], [count, width]),
  };
}

export const webgpuMixture = { mixture: mixtureOf(levelInOne) } satisfies Partial<MixtureKernels>;
