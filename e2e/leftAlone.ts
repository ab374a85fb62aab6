/** What a run comes to that nothing happens to: the command line's, sooner than a page that draws. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { espalier } from '../src/node/testing/espalier.ts';
import type { ExperimentSpec } from '../src/spec/experimentSpec.ts';
import type { DraggedFile } from './dropFiles.ts';

/** The digest of an experiment on files, which must be on a device that rounds alike everywhere. */
export async function digestLeftAlone(
  spec: ExperimentSpec,
  files: readonly DraggedFile[],
): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'espalier-alone-'));
  try {
    const data = files.map(({ name, bytes }) => {
      const path = join(folder, name);
      writeFileSync(path, bytes);
      return path;
    });
    const file = join(folder, 'spec.json');
    writeFileSync(file, JSON.stringify(spec));
    const out = join(folder, 'out');
    const ended = await espalier(['run', file, '--data', ...data, '--out', out]);
    expect(ended.code, ended.stderr).toBe(0);
    return JSON.parse(readFileSync(join(out, 'result.json'), 'utf8')).digest;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
