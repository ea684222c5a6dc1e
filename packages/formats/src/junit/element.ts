/** An element of a test case: its name, its attributes and its text, with the elements in it. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

/** The elements with one of these names among the children. */
export function childrenOf({ children }: Element, ...names: readonly string[]): Element[] {
  return children.filter(({ name }) => names.includes(name));
}

/** The texts of the children of one name, a line between them; undefined when there are none, or nothing but blanks. */
export function textOf(element: Element, name: string): string | undefined {
  const text = childrenOf(element, name)
    .map((child) => child.text)
    .join("\n");
  return text.trim() === "" ? undefined : text;
}
