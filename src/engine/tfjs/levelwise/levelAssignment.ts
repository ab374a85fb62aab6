import { keep, type Tensor1D, type Tensor2D, tensor1d, tensor2d } from '@tensorflow/tfjs-core';
import type { AssignmentRule } from '../../engine.ts';
import type { Kernels } from '../kernels/kernels.ts';
import type { DeviceRule, GroupDraw } from '../kernels/mixtureKernels.ts';
import { type PersistentTensor, replace } from '../persistentTensor.ts';

/** Ω on the device, and how Ψ follows from it. */
interface Counted {
  readonly counts: PersistentTensor<Tensor2D>;
  readonly rule: DeviceRule;
}

/** Ψ of one level on the device: as it was set, or following from Ω. */
export class LevelAssignment {
  private readonly kernels: Kernels;
  /** For messages. */
  private readonly level: number;
  /** N_l × N. */
  private readonly shape: [number, number];
  private assignment: Tensor2D | null = null;
  private counted: Counted | null = null;

  constructor(kernels: Kernels, level: number, groupCount: number, classCount: number) {
    this.kernels = kernels;
    this.level = level;
    this.shape = [groupCount, classCount];
  }

  /** Whether there is a Ψ, or an Ω that it follows from. */
  get isSet(): boolean {
    return this.assignment !== null || this.counted !== null;
  }

  /** Ψ as it is to stay. @throws RangeError for another size, or values that are no probabilities. */
  set(assignment: Float64Array): void {
    this.checkSize(assignment, 'Ψ');
    if (!assignment.every((value) => value >= 0 && value <= 1 + 1e-6)) {
      throw new RangeError(`Ψ of level ${this.level} has values that are no probabilities`);
    }
    this.dispose();
    this.assignment = keep(tensor2d(Float32Array.from(assignment), this.shape));
  }

  /** Ω, and how Ψ follows from it from here on. @throws RangeError where either is none. */
  setCounts(counts: Float64Array, rule: AssignmentRule): void {
    this.checkSize(counts, 'Ω');
    if (!counts.every((value) => Number.isInteger(value) && value >= 0)) {
      throw new RangeError(`Ω of level ${this.level} has values that are no counts`);
    }
    this.checkRule(rule);
    this.dispose();
    const value = keep(tensor2d(Float32Array.from(counts), this.shape));
    this.counted = {
      counts: { name: `level${this.level}/counts`, value },
      rule: {
        beta: keep(tensor1d(Float32Array.from(rule.beta))),
        betaSum: sumOf(rule.beta),
        keep:
          typeof rule.keep === 'string' ? rule.keep : keep(tensor1d(Float32Array.from(rule.keep))),
      },
    };
  }

  /** Ω as it stands. @throws Error where there is none. */
  get counts(): Tensor2D {
    return this.needCounted().counts.value;
  }

  /** @throws Error where there is no Ω. */
  requireCounts(): void {
    this.needCounted();
  }

  /** Ψ as it stands. It is computed at most once for each change of Ω. */
  current(): Tensor2D {
    if (this.assignment !== null) return this.assignment;
    if (this.counted === null) throw new Error(`Level ${this.level} has no Ψ yet`);
    const { counts, rule } = this.counted;
    this.assignment = keep(this.kernels.assignment(counts.value, rule));
    return this.assignment;
  }

  /** Computes Ψ anew if it follows from Ω: within repeated work, where Ω changes from run to run. */
  refresh(): void {
    if (this.counted !== null) this.forgetAssignment();
  }

  /** Draws the groups of a batch and counts them; Ψ follows at its next use. */
  sample(logits: Tensor2D, draw: GroupDraw): Tensor1D {
    const { counts, rule } = this.needCounted();
    const next = this.kernels.sampleGroups(logits, counts.value, rule, draw);
    replace(counts, next.counts);
    this.forgetAssignment();
    return next.groups;
  }

  dispose(): void {
    this.forgetAssignment();
    if (this.counted === null) return;
    const { counts, rule } = this.counted;
    counts.value.dispose();
    rule.beta.dispose();
    if (typeof rule.keep !== 'string') rule.keep.dispose();
    this.counted = null;
  }

  private forgetAssignment(): void {
    this.assignment?.dispose();
    this.assignment = null;
  }

  private needCounted(): Counted {
    if (this.counted === null) throw new Error(`Level ${this.level} has no Ω yet`);
    return this.counted;
  }

  private checkSize(values: Float64Array, name: string): void {
    const [groups, classes] = this.shape;
    if (values.length === groups * classes) return;
    const expected = `${groups} × ${classes}`;
    throw new RangeError(
      `${name} of level ${this.level} has ${values.length} values, not ${expected}`,
    );
  }

  private checkRule({ beta, keep: kept }: AssignmentRule): void {
    const [groups, classes] = this.shape;
    const isSmoothing = beta.every((value) => Number.isFinite(value) && value >= 0);
    if (beta.length !== classes || !isSmoothing || sumOf(beta) <= 0) {
      throw new RangeError(`β of level ${this.level} must have ${classes} values, some above 0`);
    }
    if (typeof kept === 'string') return;
    if (kept.length !== classes || !kept.every((group) => group >= 0 && group < groups)) {
      throw new RangeError(`Level ${this.level} needs one of ${groups} groups for each class`);
    }
  }
}

function sumOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}
