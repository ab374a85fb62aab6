import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeLink, encodeLink, isLink } from './link.ts';
import { defaultSpec, presets } from './presets/presets.ts';

const refusal = (text: string) => {
  const reading = decodeLink(text);
  return reading.ok ? 'accepted' : reading.issues.map((issue) => issue.message).join(' ');
};

describe('links', () => {
  it.each(presets)('bring $id back unchanged', async ({ spec }) => {
    const link = await encodeLink(spec);
    expect(decodeLink(`https://example.org/espalier/#${link}`)).toEqual({
      ok: true,
      spec,
      claimed: null,
    });
  });

  it('to finished runs bring what they came to', async () => {
    for (const digest of [`2:${'0f'.repeat(32)}`, 'ab'.repeat(32)]) {
      const claimed = { device: 'webgpu', digest };
      const link = await encodeLink(defaultSpec, claimed);
      expect(decodeLink(`#${link}`)).toEqual({ ok: true, spec: defaultSpec, claimed });
      expect(isLink(link)).toBe(true);
    }
    const plain = await encodeLink(defaultSpec);
    for (const more of ['.wasm', '.wasm.', '.WASM.ab', '.wasm.a b', `.wasm.${'a'.repeat(129)}`]) {
      expect(refusal(plain + more)).toContain('not a link');
    }
    expect(['spec.json', './1.json', 'runs/2.final.json'].map(isLink)).toEqual([
      false,
      false,
      false,
    ]);
  });

  it('that are none are refused with the way out', () => {
    expect(refusal('https://example.org/')).toContain('Copy the whole address');
    expect(refusal('#1.@@@')).toContain('not a link');
    expect(refusal(`#1.${'A'.repeat(40_000)}`)).toContain('characters');
  });

  it('from a newer Espalier are refused, by codec and by spec', async () => {
    expect(refusal('#2.abcd')).toContain('newer');
    const future = { ...defaultSpec, version: 2 } as unknown as typeof defaultSpec;
    expect(refusal(await encodeLink(future))).toContain('Open it in a newer one');
  });

  it('that would inflate without end are refused', async () => {
    const bomb = { ...defaultSpec, name: 'x'.repeat(3_000_000) };
    expect(refusal(await encodeLink(bomb))).toContain('damaged');
  });

  it('never throw, whatever the text', async () => {
    const whole = await encodeLink(defaultSpec);
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.string({ maxLength: 3 }), (at, noise) => {
        decodeLink(whole.slice(0, at) + noise + whole.slice(at + 1));
      }),
    );
  });
});
