import { bounds } from "@backstory/model";

/** How much one part of a submission may hold, in bytes: on the wire, inflated, in one line, and as rows to keep. */
export interface PartLimits {
  readonly wireBytes: number;
  readonly inflatedBytes: number;
  readonly lineBytes: number;
  readonly rowBytes: number;
}

const mebibyte = 1_048_576;

/** The limits of the server. `rowBytes` is what stops a body of a million corrupt lines, each of which is kept. */
export const partLimits: PartLimits = {
  wireBytes: 16 * mebibyte,
  inflatedBytes: 64 * mebibyte,
  lineBytes: bounds.lineBytes,
  rowBytes: 128 * mebibyte,
};

/** A number of bytes in words, as `16 MiB` or `512 bytes`. */
export function bytesInWords(bytes: number): string {
  if (bytes >= mebibyte) return `${Number((bytes / mebibyte).toFixed(1))} MiB`;
  return bytes >= 1_024 ? `${Number((bytes / 1_024).toFixed(1))} KiB` : `${bytes} bytes`;
}
