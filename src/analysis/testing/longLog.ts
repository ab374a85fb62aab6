import type { RunEvent } from '../../spec/run/runEvent.ts';
import { sampleLog } from './sampleRun.ts';

/** A log of many epochs: of each its loss, its errors and its forecast. */
export function longLog(rounds: number, epochs: number): RunEvent[] {
  const [started, round, ...rest] = sampleLog({ data: 'mnist', rounds: 1, epochs: 1 });
  const epoch = rest.find((event) => event.type === 'epoch-finished');
  const outcome = rest.find((event) => event.type === 'round-finished');
  if (epoch === undefined || outcome === undefined) throw new Error('The sample has no epoch');
  const bodies: object[] = [started];
  for (let place = 1; place <= rounds; place++) {
    bodies.push({ ...round, round: place });
    for (let at = 1; at <= epochs; at++) {
      bodies.push({ ...epoch, round: place, epoch: at, trainLoss: at, classAccuracy: {} });
    }
    bodies.push({ ...outcome, round: place });
  }
  return bodies.map((body, seq) => ({ ...body, seq }) as RunEvent);
}
