/**
 * Registries by kind: for every member of a union told apart by `kind`, the part that belongs to
 * it. A kind without its part is a type error where the registry stands.
 */

interface Kinded {
  readonly kind: string;
}

/** For each kind of a union, what makes a `Result` of its member and the further arguments. */
export type HandlersByKind<Union extends Kinded, Further extends readonly unknown[], Result> = {
  readonly [Kind in Union['kind']]: (
    member: Extract<Union, { readonly kind: Kind }>,
    ...further: Further
  ) => Result;
};

/** Calls the handler of the member's own kind with it. */
export function handleByKind<Union extends Kinded, Further extends readonly unknown[], Result>(
  handlers: HandlersByKind<Union, Further, Result>,
  member: Union,
  ...further: Further
): Result {
  // The registry's type ties each handler to its kind, which TypeScript forgets when indexing.
  const handler = handlers[member.kind as Union['kind']] as (
    member: Union,
    ...further: Further
  ) => Result;
  return handler(member, ...further);
}
