/** The attributes of one node of a graph model; each is asked for by name, and refused by name. */
import { quoted } from '../../limits.ts';
import { isFloat } from '../isFloat.ts';
import { shownJson } from '../shownJson.ts';
import type { TrunkBuilder } from '../trunkBuilder.ts';

export class NodeAttributes {
  constructor(
    readonly builder: TrunkBuilder,
    readonly name: string,
    private readonly attributes: Readonly<Record<string, unknown>>,
  ) {}

  fault(found: string, allowed: string, remedy?: string) {
    return this.builder.fault(this.name, found, allowed, remedy);
  }

  /** A number; the converter writes small ones as they are, and whole ones as text. */
  number(attribute: string, field: 'f' | 'i', otherwise: number): number {
    const value = this.field(attribute, field);
    const number = value === undefined ? otherwise : asNumber(value);
    if (isFloat(number) && (field === 'f' || Number.isSafeInteger(number))) return number;
    throw this.refused(
      attribute,
      value,
      field === 'f' ? 'a finite number of 32 bits' : 'a whole number below 2⁵³',
    );
  }

  flag(attribute: string, otherwise: boolean): boolean {
    const value = this.field(attribute, 'b') ?? otherwise;
    if (typeof value === 'boolean') return value;
    throw this.refused(attribute, value, 'true or false');
  }

  text(attribute: string, otherwise: string): string {
    const value = this.field(attribute, 's');
    return value === undefined ? otherwise : this.decoded(attribute, value);
  }

  choice<Value extends string>(
    attribute: string,
    values: readonly Value[],
    otherwise: Value,
  ): Value {
    const text = this.text(attribute, otherwise);
    const known = values.find((value) => value === text);
    if (known !== undefined) return known;
    throw this.refused(attribute, text, values.join(', '));
  }

  texts(attribute: string): string[] {
    return this.list(attribute, 's').map((value) => this.decoded(attribute, value));
  }

  /** Whole numbers, each from the least to the most given. */
  integers(attribute: string, otherwise: readonly number[], least: number, most: number): number[] {
    const list = this.list(attribute, 'i');
    const numbers = list.length === 0 ? [...otherwise] : list.map(asNumber);
    const isFit = (value: number) => Number.isSafeInteger(value) && value >= least && value <= most;
    if (numbers.length <= 16 && numbers.every(isFit)) return numbers;
    throw this.refused(attribute, list, `whole numbers from ${least} to ${most}`);
  }

  /** The sides of an attribute that is a shape; null for one that is not known. */
  shape(attribute: string): (number | null)[] | null {
    const value = this.field(attribute, 'shape');
    return shapeOfJson(value, (found) => this.refused(attribute, found, 'sides of an image'));
  }

  refused(attribute: string, value: unknown, allowed: string) {
    return this.fault(`${quoted(attribute)} is ${shownJson(value)}`, allowed);
  }

  private field(attribute: string, field: string): unknown {
    const value = Object.hasOwn(this.attributes, attribute)
      ? this.attributes[attribute]
      : undefined;
    return isRecord(value) && Object.hasOwn(value, field) ? value[field] : undefined;
  }

  private list(attribute: string, field: string): unknown[] {
    const list = this.field(attribute, 'list');
    const values = isRecord(list) ? (list[field] ?? []) : [];
    if (Array.isArray(values)) return values;
    throw this.refused(attribute, values, 'a list');
  }

  /** Text comes in base64, or as the codes of its letters. */
  private decoded(attribute: string, value: unknown): string {
    if (typeof value === 'string' && value.length <= 1000) {
      try {
        return atob(value);
      } catch {
        throw this.refused(attribute, value, 'text in base64');
      }
    }
    if (Array.isArray(value) && value.length <= 1000)
      return String.fromCharCode(...value.map(Number));
    throw this.refused(attribute, value, 'text in base64');
  }
}

/** The sides that `{ "dim": [{ "size": "224" }] }` says; null for each that is open, and for no shape at all. */
export function shapeOfJson(
  value: unknown,
  refuse: (found: unknown) => Error,
): (number | null)[] | null {
  if (!isRecord(value) || value.unknownRank === true || value.dim === undefined) return null;
  const { dim } = value;
  if (!Array.isArray(dim) || dim.length > 8) throw refuse(dim);
  return dim.map((one) => {
    const size = isRecord(one) ? asNumber(one.size ?? 0) : Number.NaN;
    if (!Number.isSafeInteger(size) || size < -1) throw refuse(isRecord(one) ? one.size : one);
    return size <= 0 ? null : size;
  });
}

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const asNumber = (value: unknown): number =>
  typeof value === 'number'
    ? value
    : typeof value === 'string' && value !== ''
      ? Number(value)
      : Number.NaN;
