/** Images come as the stream has them, and those that stay are asked for once. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { HeldPart, PartlyHeld } from './heldPart.ts';
import { digestLength, type ImageStream } from './streamedImages.ts';

const size = 3;
const count = 40;
const pixelsOf = (place: number) => [place, (place * 7) % 256, (place * 31) % 256];
const digestOf = (place: number) => Array.from({ length: digestLength }, () => place);

/** A stream that tells which images it was asked for. */
function counted(): ImageStream & { readonly asked: number[] } {
  const asked: number[] = [];
  return {
    asked,
    size,
    room: 100,
    gather: async (places, digests) => {
      asked.push(...places);
      expect([...digests]).toEqual([...places].flatMap(digestOf));
      for (let turn = places.length % 3; turn > 0; turn--) await Promise.resolve();
      return Uint8Array.from([...places].flatMap(pixelsOf));
    },
  };
}

const gather = (images: ImageStream, places: readonly number[]) =>
  images.gather(Uint32Array.from(places), Uint8Array.from(places.flatMap(digestOf)));

test('whatever is asked for, together or in turn, within whatever room', async () => {
  const some = fc.array(fc.nat({ max: count - 1 }), { maxLength: 20 });
  const rooms = fc.integer({ min: 0, max: size * (count + 5) });
  await fc.assert(
    fc.asyncProperty(fc.array(some, { maxLength: 8 }), rooms, async (all, room) => {
      const stream = counted();
      const part = new HeldPart(count, size, room);
      const images = new PartlyHeld(stream, part);
      expect(images.kept).toBeLessThanOrEqual(room);
      const together = await Promise.all(all.map((places) => gather(images, places)));
      const inTurn: Uint8Array[] = [];
      for (const places of all) inTurn.push(await gather(images, places));
      const expected = all.map((places) => places.flatMap(pixelsOf));
      expect(together.map((one) => [...one])).toEqual(expected);
      expect(inTurn.map((one) => [...one])).toEqual(expected);
      const held = Array.from({ length: count }, (_, place) => part.imageAt(place));
      expect(held.filter((image) => image !== null).length * size).toBeLessThanOrEqual(room);
    }),
  );
});

test('of images that are gone over again and again those that stay are asked for once', async () => {
  const stream = counted();
  const images = new PartlyHeld(stream, new HeldPart(count, size, 10 * size));
  const order = Array.from({ length: count }, (_, at) => (at * 7) % count);
  for (let epoch = 0; epoch < 5; epoch++) {
    for (let at = 0; at < count; at += 8) await gather(images, order.slice(at, at + 8));
  }
  const times = order.map((place) => stream.asked.filter((asked) => asked === place).length);
  expect(times.filter((asked) => asked === 1)).toHaveLength(10);
  expect(times.filter((asked) => asked === 5)).toHaveLength(30);
});

test('what is handed out is a copy', async () => {
  const images = new PartlyHeld(counted(), new HeldPart(count, size, count * size));
  (await gather(images, [5])).fill(9);
  (await gather(images, [5])).fill(9);
  expect([...(await gather(images, [5, 5]))]).toEqual([...pixelsOf(5), ...pixelsOf(5)]);
});
