import { expect, it } from 'vitest';
import { sampleLog } from '../../analysis/testing/sampleRun.ts';
import { readLogFile } from './logFile.ts';

const lines = sampleLog({ data: 'mnist', rounds: 1, epochs: 2 }).map((event) =>
  JSON.stringify(event),
);
const file = (text: string) => ({
  name: 'events.jsonl',
  size: text.length,
  text: async () => text,
});

it('takes a log as it was exported', async () => {
  const reading = await readLogFile(file(lines.join('\n')));
  expect(reading.ok && reading.log.events).toHaveLength(lines.length);
});

it('refuses another with the file, the line, what is allowed and what to do', async () => {
  const reading = await readLogFile(file(lines.with(2, '{"type":').join('\n')));
  expect(reading).toEqual({
    ok: false,
    fault: {
      file: 'events.jsonl',
      place: 'line 3',
      found: 'no JSON: {"type":',
      allowed: 'one JSON object, complete on its line',
      remedy:
        'export the log again with “Events” from the page that ran it, or take events.jsonl from the folder of a command-line run, and open that file unchanged',
    },
  });
  expect(await readLogFile(file(''))).toMatchObject({ fault: { place: null, found: 'no lines' } });
});
