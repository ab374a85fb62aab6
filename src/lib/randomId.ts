/** An id that nobody else draws (UUID of version 4, RFC 9562), also on pages served without TLS. */
export function randomId(source: Pick<Crypto, 'getRandomValues'> = crypto): string {
  // `crypto.randomUUID` would do, but is kept from pages of plain http.
  const bytes = source.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const digits = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
