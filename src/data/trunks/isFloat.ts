/** Whether a number is finite once it is a float32, as all numbers of a trunk are. */
export const isFloat = (value: number): boolean => Number.isFinite(Math.fround(value));
