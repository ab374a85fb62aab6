import { expect, test } from 'vitest';
import { orderedClasses } from './orderedClasses.ts';

test('orderedClasses counts where all names are numbers', () => {
  expect(orderedClasses(['10', '9', '9', '0'])).toEqual(['0', '9', '10']);
  expect(orderedClasses(['10', '9', 'a', 'B'])).toEqual(['10', '9', 'B', 'a']);
});
