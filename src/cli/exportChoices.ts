/** What of a trained model is taken out, as the command line names it. */
import { type ExportFormat, exportFormats } from '../models/exportFormats.ts';
import { modelOfMember, type TrainedModel } from '../models/trainedModel.ts';
import { UsageError } from '../node/usageError.ts';

/** @throws UsageError where it is missing, or none of ours. */
export function formatOf(format: string | undefined): ExportFormat {
  const known = exportFormats.find((one) => one === format);
  if (known !== undefined) return known;
  const given = format === undefined ? 'missing' : JSON.stringify(format);
  throw new UsageError(`--format ${given}: give ${exportFormats.join(', ')}`);
}

/** The model, or one of its networks by itself, by its number. @throws UsageError where there is none. */
export function chosenMember(model: TrainedModel, member: string | undefined): TrainedModel {
  if (member === undefined) return model;
  const number = /^[1-9]\d{0,5}$/.test(member) ? Number(member) : 0;
  if (number >= 1 && number <= model.members.length) return modelOfMember(model, number);
  const count = model.members.length;
  throw new UsageError(
    `--member ${member}: the run has ${count === 1 ? 'one network, number 1' : `networks 1 to ${count}`}`,
  );
}
