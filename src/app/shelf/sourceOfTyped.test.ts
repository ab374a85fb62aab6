import { expect, it } from 'vitest';
import { sourceOfTyped } from './sourceOfTyped.ts';

it.each([
  [' https://a.org/leaves.zip ', 'https://a.org/leaves.zip'],
  ['ann/leaves', 'hf:ann/leaves'],
  ['hf:ann/leaves', 'hf:ann/leaves'],
  ['https://huggingface.co/datasets/ann/leaves', 'hf:ann/leaves'],
  ['https://huggingface.co/datasets/ann/leaves/resolve/main/a.zip', undefined],
  ['leaves', null],
  ['javascript:alert(1)', null],
  ['https://', null],
  ['', null],
])('reads %j', (typed, source) => {
  expect(sourceOfTyped(typed)).toBe(source === undefined ? typed : source);
});
