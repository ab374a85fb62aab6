/** Writes tar archives for tests, whole or with chosen lies. */
import { joined } from './writeZip.ts';

export interface TarEntryToWrite {
  readonly path: string;
  readonly bytes?: Uint8Array;
  readonly type?: string;
  /** The size as the header has it, where that is not the truth. */
  readonly size?: number;
  readonly prefix?: string;
  /** Writes the size as a binary number. */
  readonly binarySize?: boolean;
}

export interface TarOptions {
  readonly form?: 'posix' | 'gnu';
  /** Blocks of zeros at the end. */
  readonly endBlocks?: number;
}

/** A tar archive; paths longer than 100 bytes get a long name as the form has it. */
export function writeTar(
  entries: readonly TarEntryToWrite[],
  { form = 'posix', endBlocks = 2 }: TarOptions = {},
): Uint8Array<ArrayBuffer> {
  const parts = entries.flatMap((entry) => {
    const name = new TextEncoder().encode(entry.path);
    if (name.length <= 100) return writeEntry(entry, form);
    const long =
      form === 'gnu'
        ? { path: '././@LongLink', type: 'L', bytes: joined([name, new Uint8Array(1)]) }
        : { path: 'PaxHeaders/x', type: 'x', bytes: paxRecord('path', entry.path) };
    return [...writeEntry(long, form), ...writeEntry({ ...entry, path: 'cut' }, form)];
  });
  return joined([...parts, new Uint8Array(512 * endBlocks)]);
}

/** One record of an extended header. */
export function paxRecord(key: string, value: string): Uint8Array<ArrayBuffer> {
  const rest = new TextEncoder().encode(` ${key}=${value}\n`);
  let length = rest.length;
  while (String(length).length + rest.length !== length) length++;
  return joined([new TextEncoder().encode(String(length)), rest]);
}

function writeEntry(entry: TarEntryToWrite, form: 'posix' | 'gnu'): Uint8Array[] {
  const { path, bytes = new Uint8Array(), type = '0', prefix = '' } = entry;
  const size = entry.size ?? bytes.length;
  const header = new Uint8Array(512);
  const put = (at: number, text: string) => header.set(new TextEncoder().encode(text), at);
  put(0, path);
  put(100, '0000644\0');
  put(124, `${size.toString(8).padStart(11, '0')}\0`);
  if (entry.binarySize) {
    header.fill(0, 124, 136);
    header[124] = 0x80;
    new DataView(header.buffer).setUint32(132, size);
  }
  put(156, type);
  put(257, form === 'gnu' ? 'ustar  \0' : 'ustar\u000000');
  put(345, prefix);
  return [withChecksum(header), bytes, new Uint8Array((512 - (bytes.length % 512)) % 512)];
}

/** The header with its checksum set. */
export function withChecksum(header: Uint8Array): Uint8Array {
  header.fill(32, 148, 156);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.set(new TextEncoder().encode(`${sum.toString(8).padStart(6, '0')}\0 `), 148);
  return header;
}
