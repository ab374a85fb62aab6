/** Fuzzes the seeds that it is told, and says how far it is, so that a hang can be told from work. */
import { countAllocations } from './allocations.ts';
import { type FuzzReport, fuzz } from './fuzz.ts';
import { fuzzSeeds } from './seeds.ts';

/** What to fuzz: inputs `first` to before `end` of a seed. */
export interface Job {
  readonly format: string;
  readonly number: number;
  readonly first: number;
  readonly end: number;
}

export interface JobDone {
  readonly job: Job;
  readonly report: FuzzReport;
}

const allocations = countAllocations();

process.on('message', async (job: Job) => {
  const seed = fuzzSeeds.find(({ format }) => format === job.format)!;
  const report = await fuzz(seed, job, allocations);
  process.send?.({ job, report } satisfies JobDone);
});
