import { defaultLimits } from '../../src/data/limits.ts';
import { sourceFile } from '../../src/data/testing/sourceFiles.ts';
import { findModel } from '../../src/data/trunks/modelFiles.ts';
import { readTrunk } from '../../src/data/trunks/readTrunk.ts';
import type { HostileModel } from './modelCases.ts';

/** What a hostile model is refused with; undefined where it is read, or is none. */
export async function refusalOfModel({ files }: HostileModel): Promise<unknown> {
  const given = files().map(({ name, bytes }) => sourceFile(name, bytes));
  try {
    const model = await findModel(given, defaultLimits);
    if (model !== null) await readTrunk(model);
    return undefined;
  } catch (error) {
    return error;
  }
}
