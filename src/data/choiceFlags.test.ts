import fc from 'fast-check';
import { expect, test } from 'vitest';
import { imagesFlag, parseImagesFlag } from './choiceFlags.ts';

const side = fc.integer({ min: 1, max: 99_999 });
const size = fc.record({
  fitting: fc.constantFrom('resize', 'crop', 'pad'),
  height: side,
  width: side,
});
const colour = fc.constantFrom('grey', 'colour');

test('flags that are suggested are read as what they suggest', () => {
  const choices = fc.oneof(fc.record({ size }), fc.record({ colour }), fc.record({ size, colour }));
  fc.assert(
    fc.property(choices, (choice) => {
      expect(parseImagesFlag(imagesFlag(choice).replace('--images ', ''))).toEqual(choice);
    }),
  );
});

test('width comes before height', () => {
  expect(parseImagesFlag('pad:30x20:rgb')).toEqual({
    size: { fitting: 'pad', width: 30, height: 20 },
    colour: 'colour',
  });
});

test.each([
  '',
  'red',
  'crop',
  'crop:4',
  'crop:0x4',
  'crop:4x-4',
  'zoom:4x4',
  'crop:4x4:rgb:grey',
  'rgb:grey',
  'rgb:crop:4x4',
  'constructor',
])('refuses “%s”', (value) => {
  expect(parseImagesFlag(value)).toBeNull();
});
