import fc from 'fast-check';
import { expect, test } from 'vitest';
import { imagesFlag, parseImagesFlag, parseShapeFlag, shapeFlag } from './choiceFlags.ts';

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

test('shapes of rows that are suggested are read as what they suggest', () => {
  const shape = fc.record({
    height: side,
    width: side,
    channels: fc.constantFrom<1 | 3 | 4>(1, 3, 4),
  });
  fc.assert(
    fc.property(shape, fc.boolean(), (plain, isPlanes) => {
      const hasPlanes = isPlanes && plain.channels > 1;
      const choice = hasPlanes ? { ...plain, order: 'planes' as const } : plain;
      expect(parseShapeFlag(shapeFlag(choice).replace('--shape ', ''))).toEqual(choice);
    }),
  );
  expect(parseShapeFlag('28x20')).toEqual({ height: 28, width: 20, channels: 1 });
});

test.each(['', '28', '28x', '28x28x2', '0x4', '28x28x3:rows', '28x28x1 '])(
  'refuses the shape “%s”',
  (value) => {
    expect(parseShapeFlag(value)).toBeNull();
  },
);
