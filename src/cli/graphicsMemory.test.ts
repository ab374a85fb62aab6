import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { Interruption } from './interruption.ts';
import { runOptions } from './runArguments.ts';
import { runCommand } from './runCommand.ts';
import { ownSupply, type RunSupply } from './runSupply.ts';
import { presetJson } from './specCommand.ts';

/** WebAssembly in the place of a graphics card. */
const supply: RunSupply = {
  ...ownSupply,
  engine: async () => ({
    ...(await ownSupply.engine('wasm', 1)),
    device: { kind: 'webgpu', adapter: 'Card 9', isFallback: false },
    largestBuffer: 2 ** 27,
  }),
};

it('says before training what a run takes of what the graphics device allows', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'espalier-graphics-'));
  const told = vi.spyOn(console, 'error').mockImplementation(() => {});
  try {
    const spec = join(folder, 'spec.json');
    const changes = ['method={"kind":"single"}', 'training.epochs=1', 'dataset.limitPerClass=10'];
    const network = 'network={"kind":"mlp","hidden":[4],"initial":"he"}';
    writeFileSync(spec, presetJson('glyphs-cnn', [...changes, network]));
    const flags = { out: join(folder, 'run'), device: 'webgpu' };
    const options = await runOptions([spec], flags);
    expect(await runCommand(options, new Interruption(() => {}), supply)).toBe(0);
    const lines = told.mock.calls.map(([line]) => String(line));
    const plan = lines.findIndex((line) =>
      /^The largest buffer takes .* of the 134\.2 MB/.test(line),
    );
    expect(plan).toBeGreaterThanOrEqual(0);
    expect(plan).toBeLessThan(lines.findIndex((line) => line.includes('epoch 1')));
  } finally {
    told.mockRestore();
    rmSync(folder, { recursive: true, force: true });
  }
});
