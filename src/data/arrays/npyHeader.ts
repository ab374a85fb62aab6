/**
 * The header of a NumPy array: a Python dictionary as text, of which nothing but its three keys
 * with plain values is read; no expression is ever evaluated. Source: numpy.lib.format, versions
 * 1.0, 2.0 and 3.0.
 */

/** What the header says of the array. */
export interface NpyHeader {
  /** The element type as NumPy writes it: byte order, kind, bytes; null for a record of several. */
  readonly descr: string | null;
  readonly fortranOrder: boolean;
  readonly shape: readonly number[];
}

type Token = string;
type Fail = (at: number, found: string) => Error;

const tokenPattern = /[ \n]*('[^'\\\n]*'|"[^"\\\n]*"|[A-Za-z]+|-?\d+L?|[{}()[\],:])/y;
const keys = ['descr', 'fortran_order', 'shape'] as const;

/**
 * Reads the header's text. `fail` makes the error for what was found at a character.
 * @throws what `fail` makes.
 */
export function parseNpyHeader(text: string, fail: Fail): NpyHeader {
  const tokens = new Tokens(text, fail);
  const values = new Map<string, unknown>();
  tokens.expect('{');
  while (!tokens.takes('}')) {
    const at = tokens.at;
    const key = stringIn(tokens.next()) ?? '';
    if (!keys.some((known) => known === key)) throw fail(at, `an unknown key “${key}”`);
    if (values.has(key)) throw fail(at, `the key “${key}” twice`);
    tokens.expect(':');
    values.set(key, readValue(key, tokens, fail));
    if (tokens.takes('}')) break;
    tokens.expect(',');
  }
  tokens.expectEnd();
  const missing = keys.find((key) => !values.has(key));
  if (missing !== undefined) throw fail(0, `no key “${missing}”`);
  return {
    descr: values.get('descr') as string | null,
    fortranOrder: values.get('fortran_order') as boolean,
    shape: values.get('shape') as number[],
  };
}

function readValue(key: string, tokens: Tokens, fail: Fail): unknown {
  const at = tokens.at;
  if (key === 'shape') return readShape(tokens, fail);
  const token = tokens.next();
  if (key === 'fortran_order') {
    if (token === 'True' || token === 'False') return token === 'True';
    throw fail(at, `“${token}” where True or False must stand`);
  }
  if (token === '[') {
    tokens.skipBrackets();
    return null;
  }
  const text = stringIn(token);
  if (text === null) throw fail(at, `“${token}” where the element type must stand`);
  return text;
}

function readShape(tokens: Tokens, fail: Fail): number[] {
  const shape: number[] = [];
  tokens.expect('(');
  while (!tokens.takes(')')) {
    const at = tokens.at;
    const token = tokens.next();
    const size = /^-?\d+L?$/.test(token) ? Number(token.replace('L', '')) : Number.NaN;
    if (!Number.isSafeInteger(size) || size < 0) throw fail(at, `a dimension of “${token}”`);
    shape.push(size);
    if (tokens.takes(')')) break;
    tokens.expect(',');
  }
  return shape;
}

const stringIn = (token: Token): string | null => (/^['"]/.test(token) ? token.slice(1, -1) : null);

class Tokens {
  at = 0;
  constructor(
    private readonly text: string,
    private readonly fail: Fail,
  ) {}

  next(): Token {
    tokenPattern.lastIndex = this.at;
    const match = tokenPattern.exec(this.text);
    if (match === null) throw this.fail(this.at, this.rest());
    this.at = tokenPattern.lastIndex;
    return match[1];
  }

  expect(token: Token): void {
    const at = this.at;
    const found = this.next();
    if (found !== token) throw this.fail(at, `“${found}” where “${token}” must stand`);
  }

  /** Steps over `token` if it comes next. */
  takes(token: Token): boolean {
    const at = this.at;
    if (this.next() === token) return true;
    this.at = at;
    return false;
  }

  /** To the bracket that closes the one just read. */
  skipBrackets(): void {
    for (let depth = 1; depth > 0; ) {
      const token = this.next();
      if (token === '[') depth++;
      if (token === ']') depth--;
    }
  }

  expectEnd(): void {
    if (!/^[ \n]*$/.test(this.text.slice(this.at))) throw this.fail(this.at, this.rest());
  }

  private rest(): string {
    const rest = this.text.slice(this.at).trim();
    return rest === '' ? 'an early end' : `“${rest.slice(0, 20)}”`;
  }
}
