/** Loops over arrays of equal length. All arguments but lengths and settings are addresses. */

/** to = max(x, 0); NaN stays NaN. */
export function relu(x: usize, to: usize, length: i32): void {
  const zero = f32x4.splat(0);
  const vectors = length & ~3;
  let i = 0;
  for (; i < vectors; i += 4) {
    const at = (<usize>i) << 2;
    v128.store(to + at, f32x4.max(v128.load(x + at), zero));
  }
  for (; i < length; i++) {
    const at = (<usize>i) << 2;
    store<f32>(to + at, max<f32>(load<f32>(x + at), 0));
  }
}

/** to = dy where y > 0, else 0. */
export function reluGradient(dy: usize, y: usize, to: usize, length: i32): void {
  const zero = f32x4.splat(0);
  const vectors = length & ~3;
  let i = 0;
  for (; i < vectors; i += 4) {
    const at = (<usize>i) << 2;
    const isPositive = f32x4.gt(v128.load(y + at), zero);
    v128.store(to + at, v128.and(v128.load(dy + at), isPositive));
  }
  for (; i < length; i++) {
    const at = (<usize>i) << 2;
    store<f32>(to + at, load<f32>(y + at) > 0 ? load<f32>(dy + at) : 0);
  }
}

/** to = a + b. */
export function add(a: usize, b: usize, to: usize, length: i32): void {
  const vectors = length & ~3;
  let i = 0;
  for (; i < vectors; i += 4) {
    const at = (<usize>i) << 2;
    v128.store(to + at, f32x4.add(v128.load(a + at), v128.load(b + at)));
  }
  for (; i < length; i++) {
    const at = (<usize>i) << 2;
    store<f32>(to + at, load<f32>(a + at) + load<f32>(b + at));
  }
}

/** to = max(a + b, 0); NaN stays NaN. */
export function addRelu(a: usize, b: usize, to: usize, length: i32): void {
  const zero = f32x4.splat(0);
  const vectors = length & ~3;
  let i = 0;
  for (; i < vectors; i += 4) {
    const at = (<usize>i) << 2;
    const sum = f32x4.add(v128.load(a + at), v128.load(b + at));
    v128.store(to + at, f32x4.max(sum, zero));
  }
  for (; i < length; i++) {
    const at = (<usize>i) << 2;
    store<f32>(to + at, max<f32>(load<f32>(a + at) + load<f32>(b + at), 0));
  }
}

/** w′ = w − rate·(g + decay·w), written to `to`. */
export function plainStep(
  to: usize,
  from: usize,
  gradient: usize,
  length: i32,
  rate: f32,
  decay: f32,
): void {
  const rates = f32x4.splat(rate);
  const decays = f32x4.splat(decay);
  const vectors = length & ~3;
  let i = 0;
  for (; i < vectors; i += 4) {
    const at = (<usize>i) << 2;
    const weight = v128.load(from + at);
    const pull = f32x4.add(v128.load(gradient + at), f32x4.mul(decays, weight));
    v128.store(to + at, f32x4.sub(weight, f32x4.mul(rates, pull)));
  }
  for (; i < length; i++) {
    const at = (<usize>i) << 2;
    const weight = load<f32>(from + at);
    store<f32>(to + at, weight - rate * (load<f32>(gradient + at) + decay * weight));
  }
}

/** v ← momentum·v + g + decay·w in place; w′ = w − rate·v, written to `to`. */
export function momentumStep(
  to: usize,
  from: usize,
  gradient: usize,
  velocity: usize,
  length: i32,
  rate: f32,
  momentum: f32,
  decay: f32,
): void {
  const rates = f32x4.splat(rate);
  const momenta = f32x4.splat(momentum);
  const decays = f32x4.splat(decay);
  const vectors = length & ~3;
  let i = 0;
  for (; i < vectors; i += 4) {
    const at = (<usize>i) << 2;
    const weight = v128.load(from + at);
    const kept = f32x4.mul(momenta, v128.load(velocity + at));
    const pull = f32x4.add(v128.load(gradient + at), f32x4.mul(decays, weight));
    const speed = f32x4.add(kept, pull);
    v128.store(velocity + at, speed);
    v128.store(to + at, f32x4.sub(weight, f32x4.mul(rates, speed)));
  }
  for (; i < length; i++) {
    const at = (<usize>i) << 2;
    const weight = load<f32>(from + at);
    const pull = load<f32>(gradient + at) + decay * weight;
    const speed = momentum * load<f32>(velocity + at) + pull;
    store<f32>(velocity + at, speed);
    store<f32>(to + at, weight - rate * speed);
  }
}

/**
 * Adam's moments in place: m ← β₁m + (1 − β₁)g, s ← β₂s + (1 − β₂)g², with g + decay·w for g;
 * w′ = w − rate·m / (√s·rootFactor + ε), written to `to`.
 */
export function adamStep(
  to: usize,
  from: usize,
  gradient: usize,
  mean: usize,
  square: usize,
  length: i32,
  rate: f32,
  rootFactor: f32,
  decay: f32,
  beta1: f32,
  beta2: f32,
  epsilon: f32,
): void {
  const rates = f32x4.splat(rate);
  const rootFactors = f32x4.splat(rootFactor);
  const decays = f32x4.splat(decay);
  const kept1 = f32x4.splat(beta1);
  const kept2 = f32x4.splat(beta2);
  const new1 = f32x4.splat(1 - beta1);
  const new2 = f32x4.splat(1 - beta2);
  const epsilons = f32x4.splat(epsilon);
  const vectors = length & ~3;
  let i = 0;
  for (; i < vectors; i += 4) {
    const at = (<usize>i) << 2;
    const weight = v128.load(from + at);
    const pull = f32x4.add(v128.load(gradient + at), f32x4.mul(decays, weight));
    const first = f32x4.add(f32x4.mul(kept1, v128.load(mean + at)), f32x4.mul(new1, pull));
    const squared = f32x4.mul(new2, f32x4.mul(pull, pull));
    const second = f32x4.add(f32x4.mul(kept2, v128.load(square + at)), squared);
    v128.store(mean + at, first);
    v128.store(square + at, second);
    const root = f32x4.add(f32x4.mul(f32x4.sqrt(second), rootFactors), epsilons);
    v128.store(to + at, f32x4.sub(weight, f32x4.div(f32x4.mul(rates, first), root)));
  }
  for (; i < length; i++) {
    const at = (<usize>i) << 2;
    const weight = load<f32>(from + at);
    const pull = load<f32>(gradient + at) + decay * weight;
    const first = beta1 * load<f32>(mean + at) + (1 - beta1) * pull;
    const second = beta2 * load<f32>(square + at) + (1 - beta2) * (pull * pull);
    store<f32>(mean + at, first);
    store<f32>(square + at, second);
    store<f32>(to + at, weight - (rate * first) / (sqrt<f32>(second) * rootFactor + epsilon));
  }
}
