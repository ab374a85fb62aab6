import { expect, test } from 'vitest';
import { thumbnailPixels, toneOf, toneOfImage } from './thumbnailPixels.ts';

const grey = { height: 1, width: 2, channels: 1 };

test('strokes become ink on a clear ground, whichever way the data has them', () => {
  const ink = [26, 32, 29];
  const strokes = thumbnailPixels(Uint8Array.of(0, 200), grey, 'light-on-dark');
  expect([...strokes]).toEqual([...ink, 0, ...ink, 200]);
  const print = thumbnailPixels(Uint8Array.of(255, 55), grey, 'dark-on-light');
  expect([...print]).toEqual([...ink, 0, ...ink, 200]);
});

test('photographs stay as they are', () => {
  const rgb = { height: 1, width: 1, channels: 3 };
  expect([...thumbnailPixels(Uint8Array.of(1, 2, 3), rgb, 'plain')]).toEqual([1, 2, 3, 255]);
  expect([...thumbnailPixels(Uint8Array.of(9, 8), grey, 'plain')]).toEqual([
    9, 9, 9, 255, 8, 8, 8, 255,
  ]);
  expect(toneOfImage(Uint8Array.of(0, 0, 0), rgb)).toBe('plain');
});

test('the corners tell how a grey image is meant, the majority how a data set is', () => {
  const square = { height: 2, width: 2, channels: 1 };
  const black = new Uint8Array(4);
  const white = new Uint8Array(4).fill(255);
  expect(toneOfImage(black, square)).toBe('light-on-dark');
  expect(toneOfImage(white, square)).toBe('dark-on-light');
  expect(toneOfImage(new Uint8Array(4).fill(128), square)).toBe('plain');
  const samples = [[black], [black], [white], []];
  expect(toneOf({ classes: [...'abcd'], shape: square, samples })).toBe('light-on-dark');
});
