/** Every hostile file is refused in exactly its words, and nothing of it is taken. */
import { describe, expect, test } from 'vitest';
import { DataError } from '../../src/data/dataError.ts';
import { readOrAsk } from '../../src/data/readDataset.ts';
import type { ReadingChoices } from '../../src/data/readingChoices.ts';
import { dataErrorOf } from '../../src/data/testing/errors.ts';
import { sourceFile } from '../../src/data/testing/sourceFiles.ts';
import { jpegModule } from '../../src/data/testing/writeJpeg.ts';
import { webpModule } from '../../src/data/testing/writeWebp.ts';
import { hostileCases } from './corpus.ts';
import type { HostileCase } from './hostileCase.ts';

const families = [...new Set(hostileCases.map(({ family }) => family))];
const read = ({ files, limits }: HostileCase, choices: ReadingChoices = {}) =>
  readOrAsk(
    files.map(({ name, bytes }) => sourceFile(name, bytes)),
    { limits, jpegModule, webpModule, choices },
  );

test('there are at least 300, each told from all others by name and by bytes', () => {
  const names = hostileCases.map(({ family, name }) => `${family}: ${name}`);
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeGreaterThanOrEqual(300);
  const contents = hostileCases.map(({ files, limits }) =>
    JSON.stringify([
      limits,
      files.map(({ name, bytes }) => [name, Buffer.from(bytes).toString('base64')]),
    ]),
  );
  const twice = names.filter((_, index) => contents.indexOf(contents[index]) !== index);
  expect(twice).toEqual([]);
});

describe.each(families)('%s', (family) => {
  test.each(hostileCases.filter((hostile) => hostile.family === family))(
    '$name',
    async (hostile) => {
      const before = hostile.files.map(({ bytes }) => bytes.slice());
      const { fault, message } = await dataErrorOf(() => read(hostile, { leaveOut: 'nothing' }));
      expect(fault).toEqual(hostile.fault);
      expect(message).toBe(new DataError(hostile.fault).message);
      // Nothing foreign breaks out of its line, and no part of a message is empty or of a machine.
      expect(message).not.toMatch(/(?![\u200c\u200d])\p{C}/u);
      expect(message).not.toMatch(/undefined|\[object/);
      expect(message.length).toBeLessThan(1000);
      hostile.files.forEach(({ bytes }, index) => {
        expect(Buffer.compare(bytes, before[index])).toBe(0);
      });
    },
  );
});

test('none is read where nobody chose to leave a broken image out', async () => {
  let asked = 0;
  for (const hostile of hostileCases) {
    const reading = await read(hostile).catch((error: unknown) => {
      expect(error).toBeInstanceOf(DataError);
      return null;
    });
    if (reading === null) continue;
    expect(reading.kind === 'choice' && reading.questions[0].kind).toBe('broken');
    asked++;
  }
  expect(asked).toBeGreaterThan(100);
});

test('none of them leaves a mark on what all objects share', () => {
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});
