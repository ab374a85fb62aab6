import { expect, it } from 'vitest';
import { filesTold } from './filesTold.ts';

const files = (count: number, folder: string) =>
  Array.from({ length: count }, (_, at) => ({
    file: new File(['ab'], `${at}`),
    path: `${folder}${at}`,
  }));

it('tells a few files one by one, by their paths', () => {
  expect(filesTold(files(2, 'leaves/oak/'))).toEqual([
    { name: 'leaves/oak/0', bytes: 2 },
    { name: 'leaves/oak/1', bytes: 2 },
  ]);
});

it('tells many by their folders, with how many they are and their bytes', () => {
  const told = filesTold([...files(150, 'leaves/oak/'), ...files(1, 'stones/'), ...files(2, '')]);
  expect(told).toEqual([
    { name: 'leaves/', bytes: 300, count: 150 },
    { name: 'stones/', bytes: 2 },
    { name: 'files beside folders', bytes: 4, count: 2 },
  ]);
});
