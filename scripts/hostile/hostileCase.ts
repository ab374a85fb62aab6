/** A hostile file: what it is, its bytes, and exactly what a person is told when it is dropped. */
import type { DataFault } from '../../src/data/dataError.ts';
import type { DataLimits } from '../../src/data/limits.ts';

export interface NamedBytes {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface HostileCase {
  /** The format it abuses; with `name` it is told from all others. */
  readonly family: string;
  /** What is wrong with it. */
  readonly name: string;
  /** What is dropped together; all but the hostile file are sound. */
  readonly files: readonly NamedBytes[];
  readonly limits: Partial<DataLimits>;
  readonly fault: DataFault;
}

/** What a case says that its family does not. */
interface Exceptions {
  readonly file?: string;
  readonly allowed?: string;
  readonly remedy?: string;
  readonly limits?: Partial<DataLimits>;
}

interface Family {
  readonly name: string;
  /** The file that messages name. */
  readonly file: string;
  readonly allowed: string;
  readonly remedy: string;
  /** What is dropped with the hostile file. */
  readonly besides?: readonly NamedBytes[];
}

/** Makes the cases of a family, in which most have the same allowance and remedy. */
export function hostileFamily({ name: family, besides = [], ...common }: Family) {
  return (
    name: string,
    content: Uint8Array | readonly NamedBytes[],
    place: string | null,
    found: string,
    { limits = {}, ...exceptions }: Exceptions = {},
  ): HostileCase => {
    const files =
      content instanceof Uint8Array
        ? [{ name: common.file, bytes: content }, ...besides]
        : [...content];
    return { family, name, files, limits, fault: { ...common, place, found, ...exceptions } };
  };
}

export const text = (value: string): Uint8Array => new TextEncoder().encode(value);

/** Files by name. */
export const named = (files: Readonly<Record<string, Uint8Array>>): NamedBytes[] =>
  Object.entries(files).map(([name, bytes]) => ({ name, bytes }));
