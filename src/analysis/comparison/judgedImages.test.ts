import { describe, expect, it } from 'vitest';
import { flatTwinState, levelwiseState, levelwiseTestLabels } from '../testing/sampleLevelwise.ts';
import { finishedState, sampleTestLabels } from '../testing/sampleRun.ts';
import { filterOf, imageFilters, judgedImages } from './judgedImages.ts';
import { testPairing } from './testPairing.ts';

describe('single images', () => {
  const own = levelwiseState();
  const baseline = flatTwinState();
  const pairing = testPairing(own, baseline, levelwiseTestLabels(own));
  const reading = pairing.kind === 'paired' ? pairing.reading : null;

  it('are sorted by who reads them rightly', () => {
    expect([filterOf(1, 1, 1), filterOf(1, 2, 2)]).toEqual([null, null]);
    expect([filterOf(1, 1, 2), filterOf(1, 2, 1), filterOf(1, 2, 3)]).toEqual([...imageFilters]);
  });

  it('come with the probabilities of both, each image once, in the same order every time', () => {
    const judged = judgedImages(reading!, own, baseline);
    expect(judged).toEqual(judgedImages(reading!, own, baseline));
    expect(judged.withProbabilities).toBe(true);
    expect(judged.looked).toBe(1000);
    const images = judged.byFilter.onlyOwn.map(({ image }) => image);
    expect(new Set(images).size).toBe(images.length);
    expect(images).not.toEqual(images.toSorted((a, b) => a - b));
    for (const { image, label, own: mine, baseline: theirs } of judged.byFilter.onlyOwn) {
      expect(label).toBe(reading!.labels[image]);
      expect(mine[0]).toEqual({ index: label, probability: 0.52 });
      expect(theirs[0].index).not.toBe(label);
    }
  });

  it('come with the predicted class alone where no probabilities are told', () => {
    const complementary = finishedState({ data: 'mnist', epochs: 2, rounds: 2 });
    const pair = testPairing(complementary, complementary, sampleTestLabels(complementary));
    if (pair.kind === 'unpaired') throw new Error(pair.because);
    const shifted = { ...pair.reading, own: pair.reading.own.map((read) => (read + 1) % 10) };
    const judged = judgedImages(shifted, complementary, complementary);
    expect(judged.withProbabilities).toBe(false);
    expect(judged.looked).toBe(shifted.labels.length);
    const [first] = judged.byFilter.onlyBaseline;
    expect(first.baseline).toEqual([{ index: first.label, probability: null }]);
  });
});
