/** Kinds of files that are known and not read, so that people are told what they have. */

/** What a pickle is called, which deserves an answer of its own. */
export const pickle = 'a Python pickle';

/** How data of such a kind come to one that is read. */
const remedies: Readonly<Record<string, string>> = {
  'a MATLAB file':
    'in Python, load it with scipy.io.loadmat, and save its images and labels with numpy.savez',
  'an HDF5 file': 'in Python, open it with h5py, and save its images and labels with numpy.savez',
  'a TFRecord file':
    'in Python, read it with tensorflow.data.TFRecordDataset, and save its images and labels with numpy.savez',
  'a Git LFS pointer': 'it stands for a file that is still to be fetched: run git lfs pull',
  'an Office document': 'save its table as CSV',
};

/** What to do with a file of a kind that is not read, as {@link describeUnread} calls it. */
export const unreadRemedy = (what: string): string =>
  remedies[what] ?? 'convert the data, or choose other files';

/** Kinds that are known and not read, with their names for people. */
const known: readonly (readonly [name: string, test: (bytes: Uint8Array) => boolean])[] = [
  ['an empty file', (bytes) => bytes.length === 0],
  ['an HDF5 file', startsWith('\x89HDF')],
  [pickle, (bytes) => bytes[0] === 0x80 && bytes[1] >= 2 && bytes[1] <= 5],
  ['a MATLAB file', startsWith('MATLAB')],
  ['a TFRecord file', isTfRecord],
  ['a Git LFS pointer', startsWith('version https://git-lfs')],
  ['an Office document', startsWith('PK\x03\x04')],
  ['a TIFF image', (bytes) => startsWith('II*\0')(bytes) || startsWith('MM\0*')(bytes)],
  ['an icon file', (bytes) => startsWith('\0\0\x01\0')(bytes) && bytes.length > 4],
  [
    'a JPEG 2000 image',
    (bytes) => /^.{4}jP {2}/s.test(textOf(bytes)) || startsWith('\xff\x4f\xff\x51')(bytes),
  ],
  ['a HEIC or AVIF image', (bytes) => /^ftyp(hei|mif|msf|avi)/.test(textOf(bytes.subarray(4)))],
  ['an SVG drawing', (bytes) => /^\s*(<\?xml|<!DOCTYPE svg|<svg)/i.test(textOf(bytes))],
  ['a web page', (bytes) => /^\s*<(!DOCTYPE html|html)/i.test(textOf(bytes))],
  ['a 7z archive', startsWith('7z\xbc\xaf')],
  ['a RAR archive', startsWith('Rar!')],
  ['an XZ file', startsWith('\xfd7zXZ')],
  ['a bzip2 file', startsWith('BZh')],
  ['a PDF document', startsWith('%PDF')],
  ['a text', (bytes) => /^[\t\n\r\x20-\x7e]{8,}$/.test(textOf(bytes))],
];

/** What names of images end in that are not read. */
export const unreadImageEndings = 'tif tiff svg avif heic heif jp2 ico pam'.split(' ');

/** What names of documents end in that are zip archives inside. */
export const documentEndings = new Set('xlsx xlsm docx pptx ods odt odp'.split(' '));

const labelHolders = new Set([
  ...documentEndings,
  ...'mat h5 hdf5 pkl pickle xls xml dbf sqlite rds'.split(' '),
]);

/** Whether a file may hold labels and is not read, by the ending of its name. */
export const mayHideLabels = (ending: string): boolean => labelHolders.has(ending);

/** What names of archives end in, whether or not they are read: none is opened within another. */
export const archiveEndings = new Set('zip tar gz tgz bz2 xz 7z rar'.split(' '));

/** What a file that cannot be read is, for people. */
export function describeUnread(bytes: Uint8Array): string {
  const name = known.find(([, test]) => test(bytes))?.[0];
  return name ?? `a file of an unknown kind (it starts with ${firstBytes(bytes)})`;
}

/** Whether a file that cannot be read is an image all the same. */
export const isUnreadImage = (bytes: Uint8Array): boolean =>
  /image|drawing|icon/.test(describeUnread(bytes));

function startsWith(text: string): (bytes: Uint8Array) => boolean {
  return (bytes) => [...text].every((letter, index) => bytes[index] === letter.charCodeAt(0));
}

/** Whether a file starts with a length of eight bytes and its masked CRC-32C, as each record does. */
function isTfRecord(bytes: Uint8Array): boolean {
  if (bytes.length < 12) return false;
  let crc = 0xffff_ffff;
  for (const byte of bytes.subarray(0, 8)) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0x82f6_3b78 : 0);
  }
  crc = ~crc >>> 0;
  const masked = (((crc >>> 15) | (crc << 17)) + 0xa282_ead8) >>> 0;
  return new DataView(bytes.buffer, bytes.byteOffset).getUint32(8, true) === masked;
}

const textOf = (bytes: Uint8Array): string => String.fromCharCode(...bytes.subarray(0, 64));

const firstBytes = (bytes: Uint8Array): string =>
  [...bytes.subarray(0, 4)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
