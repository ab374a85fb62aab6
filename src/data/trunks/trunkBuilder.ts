/** Puts a model's operations together one by one; each is checked as it comes. */
import { quoted } from '../limits.ts';
import { modelError } from './modelError.ts';
import { modelLimits } from './modelLimits.ts';
import type { TrunkNode, TrunkOperation } from './trunk.ts';
import {
  checkValues,
  productsOf,
  ShapeFault,
  shapeAfter,
  sidesProduct,
  sidesText,
} from './trunkShapes.ts';

export class TrunkBuilder {
  readonly nodes: TrunkNode[] = [];
  private products = 0;
  private folded = 0;

  /** @param word what the model calls its parts: `node`, `layer`. */
  constructor(
    readonly file: string,
    readonly word: 'node' | 'layer',
  ) {}

  input(name: string, shape: readonly number[]): number {
    return this.push(name, { kind: 'input' }, [], shape);
  }

  /** @returns the place of the new node. @throws DataError naming it. */
  add(name: string, operation: TrunkOperation, inputs: readonly number[]): number {
    if (operation.kind === 'combineWith' && !operation.constant.values.every(Number.isFinite)) {
      throw this.fault(name, 'what its numbers come to is not finite', 'finite numbers');
    }
    const shapes = inputs.map((at) => this.nodes[at].shape);
    const shape = this.orRefuse(name, () => shapeAfter(operation, shapes));
    return this.push(name, operation, inputs, shape);
  }

  /** The same values in another shape. @throws DataError where they are not as many. */
  reshape(name: string, input: number, shape: readonly number[]): number {
    const from = this.nodes[input].shape;
    if (sidesProduct(from) !== sidesProduct(shape)) {
      throw this.fault(
        name,
        `it turns ${sidesText(from)} into ${sidesText(shape)}`,
        'as many values as arrive, those of each image by themselves',
      );
    }
    return this.push(name, { kind: 'reshape' }, [input], shape);
  }

  shapeOf(at: number): readonly number[] {
    return this.nodes[at].shape;
  }

  /** So many more numbers are computed of the weights alone. @throws DataError where they come to too many. */
  fold(name: string, count: number): void {
    this.folded += count;
    if (this.folded <= modelLimits.folded) return;
    throw this.fault(
      name,
      `up to here ${this.folded} numbers are computed of the weights alone`,
      `at most ${modelLimits.folded}`,
      'convert the model again, frozen, so that the converter computes them',
    );
  }

  fault(name: string, found: string, allowed: string, remedy?: string) {
    return modelError(this.file, `${this.word} ${quoted(name)}`, found, allowed, remedy);
  }

  private push(
    name: string,
    operation: TrunkOperation,
    inputs: readonly number[],
    shape: readonly number[],
  ): number {
    this.orRefuse(name, () => checkValues(shape));
    const node = { name, operation, inputs, shape };
    this.products += productsOf(node);
    if (this.products > modelLimits.products) {
      throw this.fault(
        name,
        'up to here an image takes more than 200 thousand million multiply-adds',
        'models that a processor computes within a minute an image',
        'take a smaller model',
      );
    }
    return this.nodes.push(node) - 1;
  }

  private orRefuse<Result>(name: string, work: () => Result): Result {
    try {
      return work();
    } catch (error) {
      if (error instanceof ShapeFault) throw this.fault(name, error.found, error.allowed);
      throw error;
    }
  }
}
