import { bounds } from "@backstory/model";

/** How much one part of a submission may hold: bytes on the wire, inflated, in one line and as rows to keep; lines. */
export interface PartLimits {
  readonly wireBytes: number;
  readonly inflatedBytes: number;
  readonly lineBytes: number;
  readonly rowBytes: number;
  readonly lines: number;
}

const mebibyte = 1_048_576;

/** The limits of the server. `rowBytes` and `lines` stop bodies of nothing but corrupt or empty lines. */
export const partLimits: PartLimits = {
  wireBytes: 16 * mebibyte,
  inflatedBytes: 64 * mebibyte,
  lineBytes: bounds.lineBytes,
  rowBytes: 128 * mebibyte,
  lines: 1_000_000,
};

/** A number of bytes in words, as `16 MiB` or `512 bytes`. */
export function bytesInWords(bytes: number): string {
  if (bytes >= mebibyte) return `${Number((bytes / mebibyte).toFixed(1))} MiB`;
  return bytes >= 1_024 ? `${Number((bytes / 1_024).toFixed(1))} KiB` : `${bytes} bytes`;
}
