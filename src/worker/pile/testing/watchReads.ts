import { vi } from 'vitest';

/** How often bytes are asked of the browser, by the size of what they are asked of. */
export function watchReads(): number[] {
  const sizes: number[] = [];
  vi.restoreAllMocks();
  const { arrayBuffer } = Blob.prototype;
  vi.spyOn(Blob.prototype, 'arrayBuffer').mockImplementation(function (this: Blob) {
    sizes.push(this.size);
    return arrayBuffer.call(this);
  });
  return sizes;
}
