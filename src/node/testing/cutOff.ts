/** Runs of the command line that are killed at moments drawn at random, and gone on with. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type EventOf, type RunEvent, runEventSchema } from '../../spec/run/runEvent.ts';
import { espalier } from './espalier.ts';

/** What a series of kills came to. */
export interface CutOffReport {
  /** Times that the process was killed while it trained. */
  readonly kills: number;
  /** Epochs that the log told of before a kill and that were trained again after it. */
  readonly epochsLost: number;
  /** The digest in the end. */
  readonly digest: string;
}

/** When a process is killed: so long after it told of so many epochs. */
export interface KillMoment {
  readonly epochs: number;
  readonly milliseconds: number;
}

/**
 * Runs to the end, killed up to `times` times on the way. Every process finishes an epoch at least,
 * so that the run comes to its end.
 * @param args of the first start and of every other.
 * @param draw draws the moments.
 */
export async function runWithKills(
  args: readonly string[],
  out: string,
  times: number,
  draw: () => KillMoment,
): Promise<CutOffReport> {
  let kills = 0;
  let epochsLost = 0;
  while (true) {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const moment = draw();
    const told = lastEpoch(out);
    const { code, stderr } = await espalier([...args, '--out', out, '--resume'], (stop, said) => {
      const isDue = (said.match(/^ {2}epoch /gm)?.length ?? 0) >= moment.epochs;
      if (kills < times && isDue) timer ??= setTimeout(() => stop('SIGKILL'), moment.milliseconds);
    });
    clearTimeout(timer);
    if (told > resumedAfter(stderr)) epochsLost += told - resumedAfter(stderr);
    if (code === 0) break;
    if (code !== null) throw new Error(`The run ended with ${code}: ${stderr}`);
    kills++;
  }
  const { digest } = JSON.parse(readFileSync(join(out, 'result.json'), 'utf8'));
  return { kills, epochsLost, digest };
}

/** Rounds and epochs as one number that grows. */
const place = (round: number, epoch: number) => round * 1000 + epoch;

/** Where a process said that it goes on; beyond everything where it did not come to say it. */
function resumedAfter(stderr: string): number {
  const epoch = /Going on after round (\d+), epoch (\d+)/.exec(stderr);
  if (epoch !== null) return place(Number(epoch[1]), Number(epoch[2]));
  const start = /Going on after the start of round (\d+)/.exec(stderr);
  if (start !== null) return place(Number(start[1]), 0);
  return stderr.includes('round') ? 0 : Number.POSITIVE_INFINITY;
}

/** The last epoch that the log in a folder tells of; 0 where it tells of none. */
function lastEpoch(out: string): number {
  const epochs = eventsIn(out).filter(
    (event): event is EventOf<'epoch-finished'> => event.type === 'epoch-finished',
  );
  const last = epochs.at(-1);
  return last === undefined ? 0 : place(last.round, last.epoch);
}

function eventsIn(out: string): RunEvent[] {
  let text = '';
  try {
    text = readFileSync(join(out, 'events.jsonl'), 'utf8');
  } catch {
    return [];
  }
  // The last line may have been cut off.
  const whole = text
    .slice(0, text.lastIndexOf('\n') + 1)
    .split('\n')
    .slice(0, -1);
  return whole.map((line) => runEventSchema.parse(JSON.parse(line)) as RunEvent);
}
