import { describe, expect, it } from 'vitest';
import { outcomeOfState } from '../../analysis/results/outcomeOfState.ts';
import { sampleLog } from '../../analysis/testing/sampleRun.ts';
import { foldRun } from '../../spec/testing/foldRun.ts';
import { MemoryFiles } from '../memoryFiles.ts';
import { writeFile } from '../writeFile.ts';
import { RunArchive } from './runArchive.ts';
import { namesAmongOthers } from './runFileNames.ts';

const runId = 'one';
const events = sampleLog({ data: 'glyphs', rounds: 2, epochs: 2 }).map((event) => ({
  ...event,
  runId,
}));
const names = namesAmongOthers(runId);
const expected = outcomeOfState(foldRun(events)!);
const endedAt = events.at(-1)!.at;

async function kept(count = events.length): Promise<MemoryFiles> {
  const files = new MemoryFiles();
  const recorder = await new RunArchive(files).begin(runId);
  for (const event of events.slice(0, count)) await recorder.write(event);
  await recorder.close();
  return files;
}

const outcomeIn = (files: MemoryFiles) => new RunArchive(files).outcome(runId, endedAt);

describe('the outcome of a kept run', () => {
  it('is kept when the run ends, and then needs no log', async () => {
    const files = await kept();
    await files.remove(names.log);
    expect(await outcomeIn(files)).toEqual(expected);
  });

  it('is made anew from the log where it is missing, and kept from then on', async () => {
    const files = await kept();
    await files.remove(names.outcome);
    expect(await outcomeIn(files)).toEqual(expected);
    await files.remove(names.log);
    expect(await outcomeIn(files)).toEqual(expected);
  });

  it('is never taken from a file of which a byte is damaged or missing', async () => {
    const files = await kept();
    const whole = (await files.read(names.outcome))!;
    const damaged = whole.slice();
    damaged[whole.length - 40] ^= 1;
    for (const bytes of [damaged, whole.slice(0, 200), whole.slice(0, 10), new Uint8Array()]) {
      await writeFile(files, names.outcome, bytes);
      expect(await outcomeIn(files)).toEqual(expected);
    }
    await writeFile(files, names.outcome, damaged);
    await writeFile(files, names.log, new TextEncoder().encode('no event\n'));
    expect(await outcomeIn(files)).toBeNull();
  });

  it('is made anew where the run has gone on since', async () => {
    const files = await kept(6);
    const before = await files.read(names.outcome);
    const log = new TextEncoder().encode(
      events.map((event) => `${JSON.stringify(event)}\n`).join(''),
    );
    await writeFile(files, names.log, log);
    expect(await outcomeIn(files)).toEqual(expected);
    expect(await files.read(names.outcome)).not.toEqual(before);
  });

  it('of another run is not taken for this one’s', async () => {
    const files = await kept();
    const bytes = (await files.read(names.outcome))!;
    await writeFile(files, namesAmongOthers('two').outcome, bytes);
    expect(await new RunArchive(files).outcome('two', 0)).toBeNull();
  });
});
