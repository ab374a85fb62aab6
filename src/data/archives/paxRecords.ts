/**
 * The records of an extended tar header (POSIX.1-2001, pax): `length key=value` and a line end,
 * where the length in bytes counts itself and the line end. A later record of a key replaces
 * earlier ones. Null where one is not as long as it says.
 */
export function readPaxRecords(data: Uint8Array): Map<string, string> | null {
  const records = new Map<string, string>();
  const decoder = new TextDecoder();
  for (let at = 0; at < data.length; ) {
    const space = data.indexOf(0x20, at);
    if (space === -1 || space - at > 7) return null;
    const digits = decoder.decode(data.subarray(at, space));
    const end = at + Number(digits);
    if (!/^[1-9]\d*$/.test(digits) || end > data.length || data[end - 1] !== 0x0a) return null;
    const equals = data.indexOf(0x3d, space);
    if (equals === -1 || equals >= end || end <= space + 1) return null;
    const key = decoder.decode(data.subarray(space + 1, equals));
    records.set(key, decoder.decode(data.subarray(equals + 1, end - 1)));
    at = end;
  }
  return records;
}
