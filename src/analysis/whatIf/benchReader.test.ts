import { expect, it } from 'vitest';
import type { BenchOutputs } from './benchOutputs.ts';
import { BenchReader } from './benchReader.ts';

const outputs: BenchOutputs = {
  classCount: 2,
  measured: {
    split: 'test',
    labels: Int32Array.from({ length: 40 }, (_, image) => image % 2),
    members: [Float32Array.from({ length: 80 }, (_, at) => (at % 3) / 3)],
  },
  validation: null,
};

/** A clock by which every reading takes so many milliseconds. */
function clockOf(milliseconds: number) {
  let now = 0;
  return () => {
    now += milliseconds;
    return now;
  };
}

it('reads all images while that is quick', () => {
  const reader = new BenchReader(outputs, [], clockOf(15));
  reader.answer([1], false);
  const { isApproximate, reading } = reader.answer([2], true);
  expect([isApproximate, reading.images]).toEqual([false, 40]);
});

it('reads every tenth image while dragging where all take longer than a frame, then all again', () => {
  const reader = new BenchReader(outputs, [], clockOf(17));
  expect(reader.answer([1], false).isApproximate).toBe(false);
  const dragged = reader.answer([2], true);
  expect([dragged.isApproximate, dragged.reading.images]).toEqual([true, 4]);
  expect(reader.answer([2], true)).toBe(dragged);
  expect(reader.answer([2], false).reading.images).toBe(40);
});
