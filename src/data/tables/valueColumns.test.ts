import { expect, test } from 'vitest';
import { isMeasure, isProse } from './valueColumns.ts';

test.each(['width', 'Height', 'x', 'x_1', 'y_min', 'ROI.X1', 'lefteye_x', 'bbox_area'])(
  '%s is a measure where numbers stand below, and none of words',
  (name) => {
    expect(isMeasure(name, ['1', '2.5', ''])).toBe(true);
    expect(isMeasure(name, ['1', 'wide'])).toBe(false);
  },
);

test.each(['breed', 'box', 'xylem', 'weight', 'age'])('%s is none', (name) => {
  expect(isMeasure(name, ['1', '2'])).toBe(false);
});

test('addresses, sentences and boxes are prose where no two are equal', () => {
  expect(isProse(['http://a/1', 'http://a/2'])).toBe(true);
  expect(isProse(['a cat on a mat', 'two dogs in a park'])).toBe(true);
  expect(isProse(['n01440764 1 2 30 40', 'n01443537 5 6 70 80'])).toBe(true);
  expect(isProse(['a cat on a mat', 'a cat on a mat'])).toBe(false);
  expect(isProse(['golden retriever', 'pug'])).toBe(false);
  expect(isProse(['only one long name here'])).toBe(false);
});
