/** All hostile files. Each says what a person is told when it is dropped. */
import { anyCases } from './anyFile.ts';
import { bmpCases, pnmCases } from './bmpPnm.ts';
import { cifarCases } from './cifar.ts';
import { classCases } from './classNames.ts';
import { fileTableCases } from './fileTable.ts';
import { gifCases } from './gif.ts';
import { gzipCases } from './gzip.ts';
import type { HostileCase } from './hostileCase.ts';
import { idxCases } from './idx.ts';
import { jpegCases } from './jpeg.ts';
import { npyCases } from './npy.ts';
import { npzCases } from './npz.ts';
import { parquetCases } from './parquet.ts';
import { pngCases } from './png.ts';
import { tableCases } from './table.ts';
import { tarCases } from './tar.ts';
import { vectorCases } from './vectors.ts';
import { webpCases } from './webp.ts';
import { zipCases } from './zip.ts';

export const hostileCases: readonly HostileCase[] = [
  ...anyCases,
  ...gzipCases,
  ...idxCases,
  ...cifarCases,
  ...tarCases,
  ...npyCases,
  ...npzCases,
  ...zipCases,
  ...classCases,
  ...pngCases,
  ...jpegCases,
  ...webpCases,
  ...gifCases,
  ...bmpCases,
  ...pnmCases,
  ...tableCases,
  ...fileTableCases,
  ...parquetCases,
  ...vectorCases,
];
