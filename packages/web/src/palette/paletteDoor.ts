const listeners = new Set<() => void>();

/** Opens the palette from anywhere: its button, or the key `/` on a page without a search of its own. */
export const paletteDoor = {
  open(): void {
    for (const listener of listeners) listener();
  },
  listen(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};
