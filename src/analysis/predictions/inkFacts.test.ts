import { expect, it } from 'vitest';
import { inkFacts } from './inkFacts.ts';

const shape = { height: 4, width: 4, channels: 1 };
const drawn = (ground: number, ink: number) => {
  const image = new Uint8Array(16).fill(ground);
  image[5] = image[6] = image[9] = ink;
  return image;
};

it('tells light strokes from dark ones, and how large they are', () => {
  expect(inkFacts([drawn(0, 255), drawn(0, 200)], shape)).toEqual({ isLight: true, share: 0.5 });
  expect(inkFacts([drawn(255, 0)], shape)).toEqual({ isLight: false, share: 0.5 });
});

it('knows none of photographs, mixed grounds and empty images', () => {
  expect(inkFacts([drawn(0, 255)], { ...shape, channels: 3 })).toBeNull();
  expect(inkFacts([drawn(0, 255), drawn(255, 0)], shape)).toBeNull();
  expect(inkFacts([drawn(0, 0)], shape)).toBeNull();
  expect(inkFacts([new Uint8Array(16).fill(120)], shape)).toBeNull();
});
