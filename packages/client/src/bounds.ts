/** The bounds of the model that recorders keep to. They are here a second time as `submissionId` is, and equal it. */
export const bounds = { word: 4_096, message: 65_536, text: 1_048_576, entries: 1_000 } as const;
