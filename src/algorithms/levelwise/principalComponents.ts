/**
 * Principal components of the class means, for drawings. The eigenvectors are those of the smaller
 * of the N × N and the d × d product of the centred means; of a large one only the first are
 * sought, by orthogonal iteration from a seeded start.
 */
import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { createRandom } from '../../lib/random.ts';

export interface PrincipalComponents {
  /** Components given: k, or fewer where the means do not span so many. */
  readonly dimensions: number;
  /** Coordinates of each class, N × dimensions, the component of the largest variance first. */
  readonly values: Float64Array;
  /** Share of the means' variance that these components hold; 1 where all means are the same. */
  readonly varianceKept: number;
}

/** Up to this size all eigenvectors are computed at once, in a tenth of a second. */
const smallSize = 200;

/** Directions followed beyond those wanted: the wanted ones then settle sooner. */
const spareDirections = 8;

/** Relative change of the variances at which the iteration ends, and the most rounds of it. */
const settled = 1e-9;
const maxRounds = 300;

/**
 * The first k principal components of the rows of `means` (N × d). Each component's sign is such
 * that its largest coordinate in size (the first of equals) is positive.
 */
export function principalComponents(
  means: Float64Array,
  classCount: number,
  featureCount: number,
  k: number,
): PrincipalComponents {
  const rows = centredRows(means, classCount, featureCount);
  const total = rows.reduce((sum, row) => sum + inner(row, row), 0);
  const wanted = Math.min(k, classCount - 1, featureCount);
  if (total === 0 || wanted < 1) {
    return { dimensions: 0, values: new Float64Array(0), varianceKept: total === 0 ? 1 : 0 };
  }
  const byClass = classCount <= featureCount;
  const products = byClass ? productsOf(rows) : productsOf(turned(rows, featureCount));
  const pairs = largestEigenpairs(products, wanted)
    // Variances below this share of the whole are rounding.
    .filter(({ value }) => value > 1e-12 * total);
  const coordinates = pairs.map(({ value, vector }) =>
    fixSign(
      byClass
        ? vector.map((entry) => entry * Math.sqrt(value))
        : Float64Array.from(rows, (row) => inner(row, vector)),
    ),
  );
  const kept = pairs.reduce((sum, { value }) => sum + value, 0);
  return {
    dimensions: pairs.length,
    values: Float64Array.from(
      { length: classCount * pairs.length },
      (_, entry) => coordinates[entry % pairs.length][Math.floor(entry / pairs.length)],
    ),
    varianceKept: Math.min(1, kept / total),
  };
}

interface Eigenpair {
  readonly value: number;
  readonly vector: Float64Array;
}

/** The eigenpairs of the largest eigenvalues of a symmetric matrix, the largest first. */
function largestEigenpairs(matrix: Float64Array[], wanted: number): Eigenpair[] {
  const size = matrix.length;
  if (size <= smallSize) return eigenpairs(matrix).slice(0, wanted);
  const random = createRandom(1, 'principal components');
  let basis: Float64Array[] = Array.from({ length: Math.min(size, wanted + spareDirections) }, () =>
    Float64Array.from({ length: size }, () => random.normal()),
  );
  let pairs: Eigenpair[] = [];
  for (let round = 0; round < maxRounds; round++) {
    basis = orthonormal(basis);
    const images = basis.map((vector) => Float64Array.from(matrix, (row) => inner(row, vector)));
    // Within the directions followed, the eigenvectors are exact (Rayleigh and Ritz).
    const within = eigenpairs(basis.map((a) => Float64Array.from(images, (b) => inner(a, b))));
    const before = pairs;
    pairs = within.map(({ value, vector }) => ({ value, vector: combined(basis, vector) }));
    if (before.length > 0 && isSettled(before, pairs, wanted)) break;
    basis = within.map(({ vector }) => combined(images, vector));
  }
  return pairs.slice(0, wanted);
}

function isSettled(before: Eigenpair[], now: Eigenpair[], wanted: number): boolean {
  const allowed = settled * now[0].value;
  return now
    .slice(0, wanted)
    .every(({ value }, place) => Math.abs(value - before[place].value) <= allowed);
}

function eigenpairs(matrix: Float64Array[]): Eigenpair[] {
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(
    new Matrix(matrix.map((row) => Array.from(row))),
    { assumeSymmetric: true },
  );
  return realEigenvalues
    .map((value, place) => ({
      value,
      vector: Float64Array.from(eigenvectorMatrix.getColumn(place)),
    }))
    .sort((a, b) => b.value - a.value);
}

/** An orthonormal basis of the span (modified Gram and Schmidt, done twice for precision). */
function orthonormal(vectors: readonly Float64Array[]): Float64Array[] {
  const basis: Float64Array[] = [];
  for (const vector of vectors) {
    let rest = scaledToOne(vector);
    for (let pass = 0; pass < 2; pass++) {
      for (const other of basis) {
        const share = inner(rest, other);
        rest = rest.map((value, place) => value - share * other[place]);
      }
    }
    const length = Math.sqrt(inner(rest, rest));
    // What depends on the others brings nothing new: the matrix has a lower rank.
    if (length > 1e-12) basis.push(rest.map((value) => value / length));
  }
  return basis;
}

function scaledToOne(vector: Float64Array): Float64Array {
  const length = Math.sqrt(inner(vector, vector));
  return length === 0 ? vector : vector.map((value) => value / length);
}

function combined(vectors: readonly Float64Array[], weights: Float64Array): Float64Array {
  const sum = new Float64Array(vectors[0].length);
  vectors.forEach((vector, place) => {
    for (let entry = 0; entry < sum.length; entry++) sum[entry] += weights[place] * vector[entry];
  });
  return sum;
}

function centredRows(means: Float64Array, classCount: number, featureCount: number) {
  const rows = Array.from({ length: classCount }, (_, index) =>
    means.slice(index * featureCount, (index + 1) * featureCount),
  );
  for (let k = 0; k < featureCount; k++) {
    const centre = rows.reduce((sum, row) => sum + row[k], 0) / classCount;
    for (const row of rows) row[k] -= centre;
  }
  return rows;
}

const turned = (rows: readonly Float64Array[], columns: number): Float64Array[] =>
  Array.from({ length: columns }, (_, k) => Float64Array.from(rows, (row) => row[k]));

/** All inner products of vectors with one another. */
function productsOf(vectors: readonly Float64Array[]): Float64Array[] {
  const products = vectors.map(() => new Float64Array(vectors.length));
  vectors.forEach((a, i) => {
    for (let j = i; j < vectors.length; j++) {
      products[i][j] = inner(a, vectors[j]);
      products[j][i] = products[i][j];
    }
  });
  return products;
}

/** Two sums side by side, since each addition would else wait for the one before. */
function inner(a: Float64Array, b: Float64Array): number {
  let even = 0;
  let odd = 0;
  for (let k = 0; k + 1 < a.length; k += 2) {
    even += a[k] * b[k];
    odd += a[k + 1] * b[k + 1];
  }
  return a.length % 2 === 0 ? even + odd : even + odd + a[a.length - 1] * b[a.length - 1];
}

function fixSign(coordinates: Float64Array): Float64Array {
  const largest = coordinates.reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a));
  return largest < 0 ? coordinates.map((value) => -value) : coordinates;
}
