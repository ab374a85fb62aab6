/**
 * Experiments from strangers, as links and as JSON: whatever they hold, they are read as they are or
 * refused in words, and nothing else changes.
 */
import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { ExperimentSpec } from './experimentSpec.ts';
import { decodeLink, encodeLink } from './link.ts';
import { defaultSpec, presets } from './presets/presets.ts';
import { readSpec } from './readSpec.ts';
import type { SpecIssue } from './specIssue.ts';

/** A link that holds these bytes in place of an experiment's JSON. */
const linkOf = (bytes: Uint8Array | string) =>
  `#1.${deflateRawSync(bytes, { level: 9 }).toString('base64url')}`;

const issuesOf = (reading: { ok: boolean; issues?: readonly SpecIssue[] }): readonly SpecIssue[] =>
  reading.issues ?? [];

const refusalOf = (link: string) =>
  issuesOf(decodeLink(link))
    .map(({ path, message }) => `${path} ${message}`)
    .join('; ');

describe('a hostile link', () => {
  it('of bad base64 is refused with what to do', () => {
    expect(refusalOf('#1.A')).toContain('damaged');
    expect(refusalOf('#1.AAAA====')).toContain('not a link');
    expect(refusalOf('#1.äöü_-äöü')).toContain('Copy the whole address');
  });

  it('of bad UTF-8 is refused with what to do', () => {
    const bytes = new TextEncoder().encode(JSON.stringify(defaultSpec));
    bytes[bytes.indexOf(0x22) + 1] = 0xff;
    expect(refusalOf(linkOf(bytes))).toBe(' The link is damaged. Ask for it again, whole');
  });

  it('longer than 32 kB is refused by its length before it is looked at', () => {
    expect(refusalOf(`#1.${'A'.repeat(32_000)}`)).toContain('32002 characters');
  });

  it('that inflates without end is refused at its limit', () => {
    // 20 MB in 20 kB.
    const bomb = linkOf(new Uint8Array(20_000_000).fill(0x20));
    expect(bomb.length).toBeLessThan(32_000);
    expect(refusalOf(bomb)).toContain('damaged');
  });

  it('of JSON as deep as it can be is refused', () => {
    const deep = (open: string, close: string) => open.repeat(120_000 / open.length) + close;
    expect(refusalOf(linkOf(deep('[', ']'.repeat(120_000))))).toContain('must be a JSON object');
    expect(refusalOf(linkOf(deep('[', '')))).toContain('damaged');
    const nested = `{"version":1,"name":${deep('{"a":', '1')}${'}'.repeat(24_001)}`;
    expect(refusalOf(linkOf(nested))).toContain('name');
  });

  it('from a later version is refused with its version', async () => {
    expect(refusalOf('#7.abcd')).toContain('form 7');
    const future = { ...defaultSpec, version: 40 } as unknown as ExperimentSpec;
    expect(refusalOf(await encodeLink(future))).toMatch(/version is 40.*newer/);
  });

  it('of 10⁹ epochs is refused at the field, with the range', async () => {
    const training = { ...defaultSpec.training, epochs: 1e9 };
    const link = await encodeLink({ ...defaultSpec, training });
    expect(refusalOf(link)).toBe('training.epochs must be a whole number from 1 to 10000');
  });

  it('brings names of HTML and scripts as the text they are', async () => {
    for (const name of ['<img src=x onerror=alert(1)>', 'javascript:alert(1)', '\u202egnp.exe']) {
      const merge = [{ name, classes: ['a', name] }];
      const spec = { ...defaultSpec, name, dataset: { ...defaultSpec.dataset, merge } };
      expect(decodeLink(await encodeLink(spec))).toEqual({ ok: true, spec, claimed: null });
    }
  });
});

type Path = readonly (string | number)[];

/** Every value within a value, with its path; itself first. */
function* valuesIn(value: unknown, path: Path = []): Generator<{ path: Path; value: unknown }> {
  yield { path, value };
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    yield* valuesIn(inner, [...path, Array.isArray(value) ? Number(key) : key]);
  }
}

/** The JSON of a spec in which the text of one value is another. */
function jsonWith(spec: ExperimentSpec, path: Path, text: (json: string) => string): string {
  const mark = '@@here@@';
  const copy: unknown = structuredClone(spec);
  let [parent, before]: [unknown, unknown] = [null, copy];
  for (const key of path) [parent, before] = [before, Reflect.get(before as object, key)];
  if (parent === null) return text(JSON.stringify(spec));
  Reflect.set(parent as object, path.at(-1) ?? '', mark);
  return JSON.stringify(copy).replace(`"${mark}"`, () => text(JSON.stringify(before)));
}

const whole = presets.map(({ id, spec }) => [id, spec] as const);

describe('a hostile experiment', () => {
  it.each(whole)('of %s never changes what all objects have', (_, spec) => {
    const before = Object.getOwnPropertyNames(Object.prototype).sort();
    let count = 0;
    for (const { path, value } of valuesIn(spec)) {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) continue;
      for (const key of ['__proto__', 'constructor', 'prototype']) {
        const added = `"${key}":{"polluted":1,"isAdmin":true}`;
        const json = jsonWith(
          spec,
          path,
          (text) => `{${added}${text === '{}' ? '' : ','}${text.slice(1)}`,
        );
        const issues = issuesOf(readSpec(JSON.parse(json)));
        expect(issues.map((issue) => issue.path)).toContain([...path, key].join('.'));
        count++;
      }
    }
    expect(count).toBeGreaterThan(12);
    expect('polluted' in {}).toBe(false);
    expect(Object.getOwnPropertyNames(Object.prototype).sort()).toEqual(before);
  });

  it.each(whole)('of %s is refused at the number that is none', (_, spec) => {
    const numbers = [...valuesIn(spec)].filter(({ value }) => typeof value === 'number');
    expect(numbers.length).toBeGreaterThan(5);
    for (const { path, value } of numbers) {
      const field = path.join('.');
      // NaN and infinities cannot be written in JSON; 1e999 can, and null is what is left of NaN.
      for (const text of ['1e999', '-1e999', '1e300', '-1e300', '-1', `"${value}"`, '{}', 'true']) {
        const reading = readSpec(JSON.parse(jsonWith(spec, path, () => text)));
        expect(
          issuesOf(reading).map((issue) => issue.path),
          `${field} ${text}`,
        ).not.toEqual([]);
        const [{ path: at, message }] = issuesOf(reading);
        expect(`${at} ${message}`, `${field} ${text}`).toMatch(
          field === 'version' ? /^version/ : new RegExp(`^${path[0]}.*(must|needs|is |cancels)`),
        );
      }
    }
  });
});
