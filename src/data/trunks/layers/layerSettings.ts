/** The settings of one layer of a layers model; each is asked for by name, and refused by name. */
import { quoted } from '../../limits.ts';
import { isFloat } from '../isFloat.ts';
import { modelLimits } from '../modelLimits.ts';
import { shownJson } from '../shownJson.ts';
import type { TrunkConstant } from '../trunk.ts';
import type { TrunkBuilder } from '../trunkBuilder.ts';
import { sidesText } from '../trunkShapes.ts';

type Pair = readonly [number, number];

/** What holds for all layers of a model. */
export interface ModelFacts {
  readonly weightOf: (layer: string, weight: string) => TrunkConstant | null;
  readonly kerasVersion: number | null;
}

export class LayerSettings {
  constructor(
    readonly builder: TrunkBuilder,
    readonly name: string,
    private readonly config: Readonly<Record<string, unknown>>,
    private readonly model: ModelFacts,
  ) {}

  /** The major version of Keras that wrote the model; null where it says something else. */
  get kerasVersion(): number | null {
    return this.model.kerasVersion;
  }

  fault(found: string, allowed: string, remedy?: string) {
    return this.builder.fault(this.name, found, allowed, remedy);
  }

  value(setting: string): unknown {
    return Object.hasOwn(this.config, setting) ? this.config[setting] : undefined;
  }

  flag(setting: string, otherwise: boolean): boolean {
    const value = this.value(setting) ?? otherwise;
    if (typeof value === 'boolean') return value;
    throw this.refused(setting, value, 'true or false');
  }

  number(setting: string, otherwise: number, least = Number.NEGATIVE_INFINITY): number {
    const value = this.value(setting) ?? otherwise;
    if (typeof value === 'number' && isFloat(value) && value >= least) return value;
    throw this.refused(setting, value, 'a finite number of 32 bits');
  }

  choice<Value extends string>(setting: string, values: readonly Value[], otherwise: Value): Value {
    const value = this.value(setting) ?? otherwise;
    const known = values.find((one) => one === value);
    if (known !== undefined) return known;
    throw this.refused(setting, value, values.join(', '));
  }

  /** Two lengths of a window, from 1; one stands for both. */
  pair(setting: string, otherwise: Pair): Pair {
    const value = this.value(setting) ?? otherwise;
    const [rows, columns = rows, ...more] = Array.isArray(value) ? value : [value];
    if (more.length === 0 && isLength(rows) && isLength(columns)) return [rows, columns];
    throw this.refused(setting, value, `whole numbers from 1 to ${modelLimits.window}`);
  }

  /** Where channels stand, which is last. */
  checkChannelsLast(): void {
    this.choice('data_format', ['channels_last'], 'channels_last');
  }

  weight(weight: string, shape?: readonly number[]): TrunkConstant {
    const found = this.model.weightOf(this.name, weight);
    if (found === null) {
      throw this.fault(
        `its weight ${quoted(weight)} is not in the manifest`,
        'weights of every layer that has some',
      );
    }
    if (shape === undefined || shape.join() === found.shape.join()) return found;
    throw this.fault(
      `its weight ${quoted(weight)} is ${sidesText(found.shape)}`,
      `${sidesText(shape)}, as its settings and what arrives ask for`,
    );
  }

  refused(setting: string, value: unknown, allowed: string) {
    return this.fault(`${quoted(setting)} is ${shownJson(value)}`, allowed);
  }
}

const isLength = (value: unknown): value is number =>
  Number.isSafeInteger(value) && Number(value) >= 1 && Number(value) <= modelLimits.window;
