/**
 * Normalises `length` bytes, a pixel's first channel the first of them: each becomes the 32 bits
 * that the table has for it, 256 entries a channel.
 */
export function lookUp(bytes: usize, table: usize, to: usize, length: i32, channels: i32): void {
  const end = bytes + <usize>length;
  let from = bytes;
  let target = to;
  if (channels === 3) {
    for (; from + 3 <= end; from += 3) {
      store<u32>(target, load<u32>(table + ((<usize>load<u8>(from)) << 2)));
      store<u32>(target, load<u32>(table + ((<usize>load<u8>(from, 1)) << 2), 1024), 4);
      store<u32>(target, load<u32>(table + ((<usize>load<u8>(from, 2)) << 2), 2048), 8);
      target += 12;
    }
    return;
  }
  for (; from + 4 <= end; from += 4) {
    store<u32>(target, load<u32>(table + ((<usize>load<u8>(from)) << 2)));
    store<u32>(target, load<u32>(table + ((<usize>load<u8>(from, 1)) << 2)), 4);
    store<u32>(target, load<u32>(table + ((<usize>load<u8>(from, 2)) << 2)), 8);
    store<u32>(target, load<u32>(table + ((<usize>load<u8>(from, 3)) << 2)), 12);
    target += 16;
  }
  for (; from < end; from++) {
    store<u32>(target, load<u32>(table + ((<usize>load<u8>(from)) << 2)));
    target += 4;
  }
}
