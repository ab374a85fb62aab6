import { expect, it } from 'vitest';
import { compareNames } from './nameOrder.ts';

it('orders numbers by value, and capitals before small letters', () => {
  expect(['class 10', 'b', 'class 9', 'B', 'a'].sort(compareNames)).toEqual([
    'a',
    'B',
    'b',
    'class 9',
    'class 10',
  ]);
});
