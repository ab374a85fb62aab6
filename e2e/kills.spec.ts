/** The whole browser is killed in the middle of a run, again and again. */
import { expect, test } from '@playwright/test';
import { createRandom } from '../src/lib/random.ts';
import { runWithBrowserKills } from './killedBrowser.ts';
import { killedExperiments } from './killedExperiments.ts';
import { digestLeftAlone } from './leftAlone.ts';

for (const [name, experiment] of Object.entries(killedExperiments(60))) {
  test(`killed up to twice, no finished epoch is lost and the digest is the same: ${name}`, async ({
    baseURL,
  }) => {
    // Each session opens a browser of its own, which takes its time on a busy machine.
    test.setTimeout(300_000);
    const random = createRandom(12, 'browser kills', name);
    const draw = () => ({ epochs: 1 + random.integer(5), milliseconds: random.integer(60) });
    const told = { ...experiment, address: `${baseURL}/` };
    const alone = await digestLeftAlone(experiment.spec, experiment.files);
    const killed = await runWithBrowserKills(told, 2, draw);
    expect(killed).toMatchObject({ epochsLost: 0, digest: alone });
    // A machine may come to the end before the last of them: epochs go by while it is looked at.
    expect(killed.kills).toBeGreaterThan(0);
  });
}
