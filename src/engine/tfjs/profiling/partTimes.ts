import type { MeasuredPart, StepPart } from '../../../spec/run/stepProfile.ts';

/** Sums of what is measured, by kernel and layer. */
export class PartTimes {
  private sums = new Map<string, { calls: number; milliseconds: number } & StepPart>();

  add({ layer, kernel }: StepPart, milliseconds: number, calls = 1): void {
    const key = JSON.stringify([layer, kernel]);
    const sum = this.sums.get(key) ?? { layer, kernel, calls: 0, milliseconds: 0 };
    sum.calls += calls;
    sum.milliseconds += milliseconds;
    this.sums.set(key, sum);
  }

  /** All sums, the most time first; begins anew. */
  take(): MeasuredPart[] {
    const parts = [...this.sums.values()];
    this.sums = new Map();
    return parts.sort((a, b) => b.milliseconds - a.milliseconds);
  }
}
