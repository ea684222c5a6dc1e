/** The value in a column that holds JSON text; the fallback where the record had none. */
export function fromJsonText<Value>(text: string, fallback: Value): Value {
  return text === "" ? fallback : (JSON.parse(text) as Value);
}
