const place = "backstory.name";

/** How the reader is called in what they state, as there is no sign-in; empty until they said. */
export function readerName(): string {
  return localStorage.getItem(place) ?? "";
}

/** Keeps the reader's name in this browser. */
export function setReaderName(name: string): void {
  localStorage.setItem(place, name.trim().slice(0, 200));
}
