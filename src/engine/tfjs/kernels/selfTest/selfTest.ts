/**
 * A device's own kernels against the reference, way by way, before the first work that asks for
 * them. Compilers of shaders and drivers have faults, and a kernel that they spoil would train a
 * network on nonsense: one that disagrees, or that the device refuses, gives way to its plain form.
 */
import { EngineError } from '../../../engine.ts';
import type { Kernels } from '../kernels.ts';
import { type KernelName, kernelUse } from './kernelUse.ts';
import { largestMiss } from './sampleValues.ts';
import type { SelfTestCase } from './selfTestCase.ts';

/**
 * Largest miss over the largest entry. The kernels are held to a tenth of it where arithmetic is
 * known; graphics cards may round exponentials more coarsely, and what is wrong misses by far.
 */
const tolerance = 1e-4;

/** A half has 11 bits: sums of some tens of rounded values miss by a few units of the last. */
const halfTolerance = 1e-2;

/** What came of testing a way through a kernel. */
type Verdict = 'right' | 'replaced';

/** By {@link kernelUse}. */
export type Verdicts = Map<string, Verdict>;

/** What a case came to, tensor by tensor. */
export type CaseResult = readonly Float32Array[];

export interface SelfTestSurroundings {
  /** The device's kernels, and plain ones for what it spoils. */
  readonly own: Kernels;
  readonly plain: Kernels;
  readonly cases: readonly SelfTestCase[];
  /** What is known of the device, and comes to be known. */
  readonly verdicts: Verdicts;
  /** Computes a case on the device; null where that refuses it. */
  readonly run: (tested: SelfTestCase, kernels: Kernels) => Promise<CaseResult | null>;
  /**
   * Computes all cases where arithmetic is known, by the kernels that `watch` makes of its own; null
   * where that cannot be had now.
   */
  readonly reference: (watch: Watch) => Promise<readonly CaseResult[] | null>;
  /** Told what a person should know, whenever it matters. */
  readonly onNote: (note: string) => void;
}

/** Kernels that tell which ways are asked for, case by case. */
export type Watch = (kernels: Kernels, tested: SelfTestCase) => Kernels;

/** A case, what it is to come to, and the ways that it takes. */
interface Expectation {
  readonly tested: SelfTestCase;
  readonly expected: CaseResult;
  readonly uses: ReadonlyMap<string, KernelName>;
}

export class SelfTest {
  /** The table that networks are made with: of each kernel what is in use now. */
  readonly kernels: Kernels;
  /** Ways that were asked for. */
  private readonly met = new Set<string>();
  private expectations: readonly Expectation[] | null = null;

  constructor(private readonly surroundings: SelfTestSurroundings) {
    this.kernels = table(surroundings.own, (name, given) => {
      const use = kernelUse(name, given);
      this.met.add(use);
      // Of every run that it is used in.
      if (surroundings.verdicts.get(use) === 'replaced') surroundings.onNote(noteOf(use));
      return this.inUse(use);
    });
  }

  /**
   * Tests what was asked for and is not known yet; true where a kernel gave way, so that what was
   * recorded of it is void. Waits for the device.
   * @throws EngineError where the plain kernel is no better.
   */
  async test(): Promise<boolean> {
    const { verdicts, run } = this.surroundings;
    const open = new Set([...this.met].filter((use) => !verdicts.has(use)));
    if (open.size === 0) return false;
    const concerned = (await this.expected())?.filter(({ uses }) =>
      [...uses.keys()].some((use) => open.has(use)),
    );
    if (concerned === undefined) return false;
    const inUse = table(this.surroundings.own, (name, given) => this.inUse(kernelUse(name, given)));
    const found = await Promise.all(concerned.map(({ tested }) => run(tested, inUse)));
    let hasReplaced = false;
    for (const [index, one] of concerned.entries()) {
      if (agrees(found[index], one)) continue;
      await this.replaceWrong(one);
      hasReplaced = true;
      if (!agrees(await run(one.tested, inUse), one)) throw beyondHelp(one);
    }
    for (const use of open) if (!verdicts.has(use)) verdicts.set(use, 'right');
    return hasReplaced;
  }

  private inUse(use: string): Kernels {
    const { verdicts, own, plain } = this.surroundings;
    return verdicts.get(use) === 'replaced' ? plain : own;
  }

  /** Replaces those of a case's kernels that are wrong by themselves, among plain ones. */
  private async replaceWrong(one: Expectation): Promise<void> {
    const { tested, uses } = one;
    const { own, plain, verdicts, run } = this.surroundings;
    for (const use of uses.keys()) {
      const alone = table(own, (name, given) => (kernelUse(name, given) === use ? own : plain));
      if (verdicts.get(use) === 'replaced' || agrees(await run(tested, alone), one)) continue;
      verdicts.set(use, 'replaced');
    }
  }

  private async expected(): Promise<readonly Expectation[] | null> {
    if (this.expectations !== null) return this.expectations;
    const { cases, reference } = this.surroundings;
    const uses = new Map(cases.map((tested) => [tested, new Map<string, KernelName>()]));
    const results = await reference((kernels, tested) =>
      table(kernels, (name, given) => {
        uses.get(tested)?.set(kernelUse(name, given), name);
        return kernels;
      }),
    );
    if (results === null) return null;
    this.expectations = cases.map((tested, index) => ({
      tested,
      expected: results[index],
      uses: uses.get(tested) ?? new Map(),
    }));
    return this.expectations;
  }
}

/** A table of kernels each of which is looked up by what it is given when it is called. */
function table(
  names: Kernels,
  choose: (name: KernelName, given: readonly unknown[]) => Kernels,
): Kernels {
  const forwarded = (Object.keys(names) as KernelName[]).map((name) => [
    name,
    (...given: readonly unknown[]) => {
      const kernel = choose(name, given)[name] as (...all: readonly unknown[]) => unknown;
      return kernel(...given);
    },
  ]);
  // What an entry takes and returns is what the entry of its name does.
  return Object.fromEntries(forwarded) as Kernels;
}

function agrees(found: CaseResult | null, { tested, expected }: Expectation): boolean {
  const allowed = tested.isAtHalf ? halfTolerance : tolerance;
  return (
    found !== null &&
    found.length === expected.length &&
    expected.every((values, index) => largestMiss(found[index], values) <= allowed)
  );
}

function noteOf(use: string): string {
  return `This graphics device computes the kernel ${use} wrongly: TensorFlow.js’ own operations stand in for it, which is slower.`;
}

function beyondHelp({ uses }: Expectation): EngineError {
  return new EngineError(
    `The graphics device computes wrongly, with TensorFlow.js’ own operations too: ${[...uses.keys()].join('; ')}.`,
    'Update the browser and the graphics driver, or choose WebAssembly.',
  );
}
