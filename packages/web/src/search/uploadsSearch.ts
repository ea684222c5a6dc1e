/** What the page of upload health shows, as it stands in the address. */
export interface UploadsSearch {
  /** How many days back; 7 where it is left away. */
  days?: number | undefined;
}

/** The state of the page of upload health out of an address; what cannot be understood is left away. */
export function uploadsSearch(search: Record<string, unknown>): UploadsSearch {
  const days = Number(search["days"]);
  return Number.isInteger(days) && days >= 1 && days <= 90 ? { days } : {};
}
