import { gunzip, isGzip } from '../archives/gzip.ts';
import { byMark, type PackingFormat } from './format.ts';

export const gzip: PackingFormat = {
  role: 'packing',
  kind: 'gzip',
  endings: ['gz'],
  recognise: byMark(isGzip),
  read: gunzip,
};
