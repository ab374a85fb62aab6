import { oneLine } from './limits.ts';

/** Where and why files from outside cannot be taken. Everything in it is text for people. */
export interface DataFault {
  /** The file as the person knows it. */
  readonly file: string;
  /** Where in it: an entry of an archive, a byte offset, a field; null for the file as a whole. */
  readonly place: string | null;
  /** What was found there. */
  readonly found: string;
  /** What is allowed there. */
  readonly allowed: string;
  /** What the person can do. */
  readonly remedy: string;
  /** Absent, or what else the page can do with the files: start a run from them. */
  readonly instead?: 'start';
}

/** A data set that was refused; nothing of it was taken. */
export class DataError extends Error {
  override readonly name = 'DataError';
  readonly fault: DataFault;

  constructor({ file, ...rest }: DataFault) {
    const fault = { file: oneLine(file), ...rest };
    super(
      [
        `${fault.file}${fault.place === null ? '' : `, ${fault.place}`}: ${fault.found}.`,
        `Allowed: ${fault.allowed}.`,
        `What to do: ${fault.remedy}.`,
      ].join(' '),
    );
    this.fault = fault;
  }
}

/** One image or entry is at fault: the others can be read without it. */
export class PartError extends DataError {}
