/** Runs the experiments whose digests are recorded, and reads and writes what is recorded of them. */
import { readFileSync, writeFileSync } from 'node:fs';
import type { Engine } from '../../engine/engine.ts';
import { createNodeEngine } from '../../node/nodeEngine.ts';
import { type ExperimentSpec, specHash, startingNetworkOf } from '../../spec/experimentSpec.ts';
import { decodeLink, encodeLink } from '../../spec/link.ts';
import type { RunEvent } from '../../spec/run/runEvent.ts';
import type { KeptNetwork } from '../networks.ts';
import type { RunRequest } from '../runExperiment.ts';
import { recordedData } from './recordedData.ts';
import { recordedSpecs, startingHash, startingSpec } from './recordedSpecs.ts';
import { digestOf, eventsOf } from './runs.ts';
import { wasmOn } from './wasmEngine.ts';

/** What is recorded of an experiment. */
export interface Recorded {
  readonly digest: string;
  readonly specHash: string;
  /** Its share link, as it was when first recorded. */
  readonly link: string;
}

/** All that is recorded, by the name of the experiment. */
export type Recording = Readonly<Record<string, Recorded>>;

const file = new URL('../fixtures/recordedDigests.json', import.meta.url);

export function readRecording(): Recording {
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** Engines to run recorded experiments on; a device is started when first asked for. */
export class RecordingEngines {
  private readonly started = new Map<string, Promise<Engine>>();

  /** The digest on so many threads. */
  async digestOf(spec: ExperimentSpec, threads = 1): Promise<string> {
    return digestOf(await this.eventsOf(spec, {}, threads));
  }

  /** The events of a run on so many threads. */
  async eventsOf(
    spec: ExperimentSpec,
    request: Partial<RunRequest>,
    threads = 1,
  ): Promise<RunEvent[]> {
    const engine = await this.engineOf(spec, threads);
    const dataset = request.dataset ?? (await recordedData(spec.dataset.source));
    const start = startsElsewhere(spec) ? await startingNetwork(engine) : null;
    return eventsOf(engine, { spec, networkFile: () => start, ...request, dataset });
  }

  async dispose(): Promise<void> {
    for (const engine of this.started.values()) (await engine).dispose();
  }

  /** The engine of an experiment, started once. */
  engineOf({ device }: Pick<ExperimentSpec, 'device'>, threads = 1): Promise<Engine> {
    const key = `${device} ${threads}`;
    const engine =
      this.started.get(key) ?? (device === 'wasm' ? wasmOn(threads) : createNodeEngine(device));
    this.started.set(key, engine);
    return engine;
  }
}

const startsElsewhere = (spec: ExperimentSpec) => startingNetworkOf(spec)?.hash === startingHash;

/** The file of the network that {@link startingSpec} trains. */
async function startingNetwork(engine: Engine): Promise<Uint8Array> {
  const dataset = await recordedData(startingSpec.dataset.source);
  const trained: KeptNetwork[] = [];
  const onNetwork = (network: KeptNetwork) => trained.push(network);
  await eventsOf(engine, { spec: startingSpec, dataset, onNetwork });
  return trained[0].bytes;
}

/** Records all experiments anew; tells which changed. */
export async function record(): Promise<string[]> {
  const before = readRecording();
  const engines = new RecordingEngines();
  const experiments: Record<string, Recorded> = {};
  for (const spec of recordedSpecs) {
    const digest = await engines.digestOf(spec);
    const link = await linkOf(spec, before[spec.name]?.link);
    experiments[spec.name] = { digest, specHash: specHash(spec), link };
  }
  await engines.dispose();
  writeFileSync(file, `${JSON.stringify(experiments, null, 2)}\n`);
  const names = new Set([...Object.keys(before), ...Object.keys(experiments)]);
  return [...names].filter(
    (name) => JSON.stringify(before[name]) !== JSON.stringify(experiments[name]),
  );
}

/** The old link as long as it opens as the spec: links outlive the versions that made them. */
async function linkOf(spec: ExperimentSpec, old = ''): Promise<string> {
  const reading = decodeLink(old);
  const opens = reading.ok && specHash(reading.spec) === specHash(spec);
  return opens ? old : encodeLink(spec);
}
