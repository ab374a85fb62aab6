/** How long what is left of a sweep will take, by what its runs have taken so far. */
import type { PlannedRun } from '../../spec/sweeps/plannedRuns.ts';

type Placed = Pick<PlannedRun, 'setting'>;

const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

export class RemainingTime {
  private readonly taken = new Map<string, number[]>();

  /** A run has taken so many seconds. */
  add({ setting }: Placed, seconds: number): void {
    this.taken.set(setting.key, [...(this.taken.get(setting.key) ?? []), seconds]);
  }

  /** What a run will take: as others of its setting, else as all; null where none has ended yet. */
  expected({ setting }: Placed): number | null {
    const ofSetting = this.taken.get(setting.key);
    if (ofSetting !== undefined) return mean(ofSetting);
    const all = [...this.taken.values()].map(mean);
    return all.length === 0 ? null : mean(all);
  }

  /**
   * Seconds until all are done; null where none has ended yet.
   * @param running runs that go on, with the seconds that they have gone on for.
   */
  seconds(
    waiting: readonly Placed[],
    running: readonly { readonly run: Placed; readonly seconds: number }[],
    atOnce: number,
  ): number | null {
    const rest = [
      ...waiting.map((run) => this.expected(run)),
      ...running.map(({ run, seconds }) => {
        const whole = this.expected(run);
        return whole === null ? null : Math.max(0, whole - seconds);
      }),
    ];
    if (rest.some((one) => one === null)) return null;
    const known = rest.map((one) => one ?? 0);
    // No run is done by several: the longest of them bounds the end.
    const longest = known.reduce((most, one) => Math.max(most, one), 0);
    return Math.max(longest, known.reduce((sum, one) => sum + one, 0) / atOnce);
  }
}
