/**
 * The zod fields of options, made from their descriptions: the range that a form offers and the
 * range that a file is held to are one, and so are the choices.
 */
import { z } from 'zod';
import type { OptionDescriptions } from './optionDescription.ts';

/** The paths of the options of a kind. */
type PathOf<Options, Kind extends string> = {
  [Path in keyof Options]: Options[Path] extends { readonly kind: Kind } ? Path : never;
}[keyof Options] &
  string;

/** The values that an option's choices have. */
type ChoiceValue<Option> = Option extends {
  readonly choices: readonly { readonly value: infer Value extends string }[];
}
  ? Value
  : never;

interface Range {
  readonly min: number;
  readonly max: number;
}

/** Fields for the options described, by their paths. */
export function fieldsOf<const Options extends OptionDescriptions>(options: Options) {
  return {
    /** A number, or a whole number, within the option's range. */
    number(path: PathOf<Options, 'integer' | 'number'>) {
      const { kind, min, max } = options[path] as Range & { kind: 'integer' | 'number' };
      const message = `must be ${kind === 'integer' ? 'a whole number' : 'a number'} from ${min} to ${max}`;
      const base = kind === 'integer' ? z.int({ error: message }) : z.number({ error: message });
      return base.min(min, { error: message }).max(max, { error: message });
    },
    /** A list of whole numbers, each within the option's range. */
    integers(path: PathOf<Options, 'integers'>) {
      const { min, max, maxLength } = options[path] as Range & { maxLength: number };
      const message = `must be whole numbers from ${min} to ${max}`;
      return z
        .array(z.int({ error: message }).min(min, { error: message }).max(max, { error: message }))
        .max(maxLength, { error: `takes at most ${maxLength} numbers` });
    },
    /** A list of numbers, at least one, each within the option's range. */
    numbers(path: PathOf<Options, 'numbers'>) {
      const { min, max, maxLength } = options[path] as Range & { maxLength: number };
      const error = `must be numbers from ${min} to ${max}`;
      return z
        .array(z.number({ error }).min(min, { error }).max(max, { error }), { error })
        .min(1, { error: 'needs at least one number' })
        .max(maxLength, { error: `takes at most ${maxLength} numbers` });
    },
    /** One of the option's choices. */
    choice<Path extends PathOf<Options, 'choice'>>(path: Path) {
      const { choices } = options[path] as { choices: readonly { value: string }[] };
      return z.enum(choices.map(({ value }) => value) as ChoiceValue<Options[Path]>[]);
    },
  };
}
