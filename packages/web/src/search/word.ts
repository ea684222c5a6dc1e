/** `{name: value}` when the value is a text that is not empty, else nothing: to be spread into a search. */
export function word<Name extends string>(name: Name, value: unknown): { [Key in Name]?: string } {
  return typeof value === "string" && value !== "" ? ({ [name]: value } as { [Key in Name]: string }) : {};
}
