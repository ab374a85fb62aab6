/** Sound pieces that hostile files are made of. */
import { plainPng } from '../../src/data/testing/sourceFiles.ts';
import type { EntryToWrite } from '../../src/data/testing/writeZip.ts';

export { patched, plainPng } from '../../src/data/testing/sourceFiles.ts';
export { joined } from '../../src/data/testing/writeZip.ts';

/** An image in an archive, sound but for what `more` says. */
export const zipEntry = (path: string, more: Partial<EntryToWrite> = {}): EntryToWrite => ({
  path,
  bytes: plainPng(1),
  ...more,
});

/** An 8 × 8 baseline image, as MozJPEG writes it. */
export const plainJpeg = Uint8Array.from(
  Buffer.from(
    '/9j/4AAQSkZJRgABAQAAAQABAAD/2wCEAAYGBgYHBgcICAcKCwoLCg8ODAwODxYQERAREBYiFRkVFRkVIh4kHhwe' +
      'JB42KiYmKjY+NDI0PkxERExfWl98fKcBBgYGBgcGBwgIBwoLCgsKDw4MDA4PFhAREBEQFiIVGRUVGRUiHiQeHB4k' +
      'HjYqJiYqNj40MjQ+TERETF9aX3x8p//AABEIAAgACAMBIQACEQEDEQH/xABcAAEBAAAAAAAAAAAAAAAAAAAABRAA' +
      'AQQDAAAAAAAAAAAAAAAAAAECBBEDB7EBAQEAAAAAAAAAAAAAAAAAAAQFEQACAQQDAAAAAAAAAAAAAAABAgMABhEh' +
      'BRIT/9oADAMBAAIRAxEAPwCbG1ZHbV406A8twW3BI0b8ghYYyUV3XYzpkBFS/aY761//2Q==',
    'base64',
  ),
);

/** The same in WebP without loss, and with loss. */
export const losslessWebp = Uint8Array.from(
  Buffer.from(
    'UklGRjYAAABXRUJQVlA4TCoAAAAvB8ABAJmM6H9sIqL/YVDUtg3UC0j54+xvBCaCbNvQtkv8BSgxAZ/Z/TM=',
    'base64',
  ),
);
export const lossyWebp = Uint8Array.from(
  Buffer.from(
    'UklGRloAAABXRUJQVlA4IE4AAADQAQCdASoIAAgAAgA0JbACdAEOuwWOAAD++f2+LeLLLZHd21ouGqlk7u6/ydzK' +
      'P3Wb0u7Efjf+bNr/Q3//38Vx/Jv/cD5pw9lS9pwBAAA=',
    'base64',
  ),
);
