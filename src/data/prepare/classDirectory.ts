import type { Split } from '../dataset.ts';

/** Where the images of each class stand in a split, in the order of the files. */
export class ClassDirectory {
  /** Image indices, class after class. */
  private readonly order: Uint32Array;
  /** Where each class begins in `order`; one more at the end. */
  private readonly starts: Uint32Array;

  constructor({ labels }: Pick<Split, 'labels'>, classCount: number) {
    this.starts = new Uint32Array(classCount + 1);
    for (const label of labels) this.starts[label + 1]++;
    for (let label = 0; label < classCount; label++) this.starts[label + 1] += this.starts[label];
    const next = this.starts.slice();
    this.order = new Uint32Array(labels.length);
    labels.forEach((label, index) => {
      this.order[next[label]++] = index;
    });
  }

  /** Indices of a class's images from the `start`-th on, `count` of them as far as there are. */
  indicesOf(label: number, start: number, count: number): Uint32Array {
    const begin = Math.min(this.starts[label] + start, this.starts[label + 1]);
    return this.order.subarray(begin, Math.min(begin + count, this.starts[label + 1]));
  }
}
