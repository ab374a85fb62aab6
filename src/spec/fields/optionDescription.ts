/**
 * What a person can choose, described once: label, explanation, symbol, equation, range. The form
 * derives its fields from these descriptions, the schema its ranges, the README its table.
 *
 * `ours: true` marks what the papers leave open or do not have; the interface says so.
 */

interface Described {
  readonly label: string;
  /** One sentence for somebody who has just read the paper. */
  readonly help: string;
  /** The paper's symbol, where it has one. */
  readonly symbol?: string;
  /** Where the paper defines it, such as `Eq. 8`. */
  readonly equation?: string;
  /** A choice of this project, not of the paper. */
  readonly ours?: boolean;
  /**
   * What an experiment means that leaves the field out; the form shows it, and leaves the field out
   * where it is chosen, so that such experiments have one hash.
   */
  readonly neutral?: string | number | boolean | null;
}

export interface NumberOption extends Described {
  readonly kind: 'integer' | 'number';
  readonly min: number;
  readonly max: number;
  /** The step of the field's buttons and arrow keys. */
  readonly step: number;
}

export interface ChoiceOption<Value extends string = string> extends Described {
  readonly kind: 'choice';
  readonly choices: readonly {
    readonly value: Value;
    readonly label: string;
    readonly help: string;
    readonly ours?: boolean;
  }[];
}

export interface FlagOption extends Described {
  readonly kind: 'flag';
}

export interface ListOption extends Described {
  readonly kind: 'integers' | 'numbers';
  readonly min: number;
  readonly max: number;
  readonly maxLength: number;
}

/** A trained network, named by its hash. */
export interface NetworkOption extends Described {
  readonly kind: 'network';
}

/** A tree over the classes, from a file. */
export interface TreeOption extends Described {
  readonly kind: 'tree';
}

/** Some of the data set's classes, by name. */
export interface ClassesOption extends Described {
  readonly kind: 'classes';
}

export type OptionDescription =
  | NumberOption
  | ChoiceOption
  | FlagOption
  | ListOption
  | NetworkOption
  | TreeOption
  | ClassesOption;

/** Descriptions by their path in the ExperimentSpec. */
export type OptionDescriptions = Readonly<Record<string, OptionDescription>>;
