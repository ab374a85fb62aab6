/** The end that a page puts to the log of a run whose worker says nothing more. */
import { expect, it } from 'vitest';
import { readLog } from '../../analysis/log/readLog.ts';
import { RunLog } from '../../analysis/log/runLog.ts';
import { sampleLog } from '../../analysis/testing/sampleRun.ts';
import { endLog, stoppedEnd } from './runErrors.ts';

it('can be read again although the clock was set back meanwhile', async () => {
  const log = new RunLog();
  const [started, ...later] = sampleLog({ data: 'mnist', method: 'single', epochs: 2 });
  log.append([started, { ...later[0], at: started.at - 3_600_000 }]);
  endLog(log, stoppedEnd(log));
  const text = log.events.map((event) => `${JSON.stringify(event)}\n`).join('');
  const reading = await readLog({ size: text.length, text: async () => text });
  expect(reading.ok && reading.log.newest?.phase).toBe('stopped');
});
