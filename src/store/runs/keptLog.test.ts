/** Logs of kept runs as the page reads them. */
import { expect, it } from 'vitest';
import { largestLog } from '../../analysis/log/readLog.ts';
import { sampleLog } from '../../analysis/testing/sampleRun.ts';
import type { SliceTools } from '../sliceTools.ts';
import { keptLog } from './keptLog.ts';

const events = sampleLog({ data: 'mnist', method: 'single', epochs: 1 });
const answering = (bytes: Uint8Array) => (async () => ({ bytes })) as SliceTools<unknown>['ask'];

it('is read though a file of its length would be refused', async () => {
  const text = events.map((event) => `${JSON.stringify(event)}\n`).join('');
  const bytes = new TextEncoder().encode(text);
  Object.defineProperty(bytes, 'length', { value: largestLog + 1 });
  const { log } = await keptLog(answering(bytes), 'one', 'end');
  expect(log.newest?.phase).toBe('finished');
});

it('that is none is refused with what was found', async () => {
  const bytes = new TextEncoder().encode('no log\n');
  await expect(keptLog(answering(bytes), 'one', 'end')).rejects.toThrow('no JSON');
});
