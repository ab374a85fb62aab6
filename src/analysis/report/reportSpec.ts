/** An experiment in a report, with the link that repeats it. */
import type { ExperimentSpec } from '../../spec/experimentSpec.ts';
import { type ClaimedResult, encodeLink, LinkTooLong } from '../../spec/link.ts';
import type { ReportSpec } from './report.ts';

/** @param address of the page that opens links; null leaves the part behind `#`. */
export async function reportSpec(
  name: string,
  spec: ExperimentSpec,
  claimed: ClaimedResult | null,
  address: string | null,
): Promise<ReportSpec> {
  try {
    const code = await encodeLink(spec, claimed);
    return { name, spec, link: `${address ?? ''}#${code}` };
  } catch (error) {
    if (error instanceof LinkTooLong) return { name, spec, link: null };
    throw error;
  }
}
