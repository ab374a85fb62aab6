/** x², by a product: engines differ in how they round `x ** 2`. */
export function square(x: number): number {
  return x * x;
}
