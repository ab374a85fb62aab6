import { expect, test } from 'vitest';
import { describeUnread, unreadRemedy } from './unreadKinds.ts';

const text = (value: string) => new TextEncoder().encode(value);
// A length of 107 bytes and the masked CRC-32C of its eight bytes.
const record = Uint8Array.of(107, 0, 0, 0, 0, 0, 0, 0, 135, 239, 166, 225, 10, 16);

test('TFRecord is known by the checksum of its first length', () => {
  expect(describeUnread(record)).toBe('a TFRecord file');
  for (let at = 0; at < 12; at++) {
    const changed = record.slice();
    changed[at] ^= 1;
    expect(describeUnread(changed)).not.toBe('a TFRecord file');
  }
});

test.each([
  ['a TFRecord file', record, 'TFRecordDataset'],
  ['a Git LFS pointer', text('version https://git-lfs.github.com/spec/v1\noid'), 'git lfs pull'],
  ['a MATLAB file', text('MATLAB 5.0 MAT-file'), 'scipy.io.loadmat'],
])('of %s people are told what to do', (what, bytes, remedy) => {
  expect(describeUnread(bytes)).toBe(what);
  expect(unreadRemedy(what)).toContain(remedy);
});
