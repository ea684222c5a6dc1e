/** A value that a statement's place can take. */
export type ParameterValue = string | number | boolean | null | readonly string[] | readonly number[];

const place = /\{(?<name>[A-Za-z_][A-Za-z0-9_]*):(?<type>[A-Za-z0-9_(),' ]+)\}/g;

/**
 * The statement with each `{name:Type}` replaced by its value, written as a literal of that type. The one place where
 * values meet SQL, for both connections: the embedded engine would queue bound parameters of all sessions behind each
 * other, and over HTTP long lists of ids do not fit into an address.
 */
export function renderParameters(sql: string, parameters: Readonly<Record<string, ParameterValue>>): string {
  return sql.replace(place, (_, name: string, type: string) => {
    const value = parameters[name];
    if (value === undefined) throw new TypeError(`The statement has a place {${name}:${type}} but no value for it`);
    return literal(value, type.trim());
  });
}

/**
 * One value as a literal of a ClickHouse type: `String`, `UUID`, whole and floating numbers,
 * `Bool`, `DateTime64(3)` from an ISO time in UTC, Nullable or Array of them.
 */
export function literal(value: ParameterValue, type: string): string {
  const element = /^Array\((?<element>.+)\)$/.exec(type)?.groups?.["element"];
  if (element !== undefined) {
    if (!Array.isArray(value)) throw new TypeError(`${type} needs a list`);
    return `CAST([${value.map((each) => scalar(each, element)).join(", ")}], '${type}')`;
  }
  const inner = /^Nullable\((?<inner>.+)\)$/.exec(type)?.groups?.["inner"];
  if (inner !== undefined) return value === null ? "NULL" : literal(value, inner);
  const text = scalar(value as string | number | boolean, type);
  if (type === "String") return text;
  return type === "DateTime64(3)" ? `toDateTime64(${text}, 3, 'UTC')` : `CAST(${text}, '${type}')`;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const isoTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

function scalar(value: unknown, type: string): string {
  if (type === "String") return quoted(expectText(value, type));
  if (type === "UUID") return quoted(expectMatch(value, uuid, type));
  if (type === "DateTime64(3)") return quoted(expectMatch(value, isoTime, type).replace("T", " ").slice(0, -1));
  if (type === "Float64" && typeof value === "number" && Number.isFinite(value)) return String(value);
  if (type === "Bool" && typeof value === "boolean") return String(value);
  if (/^U?Int(8|16|32|64)$/.test(type) && Number.isSafeInteger(value) && ((value as number) >= 0 || type[0] === "I")) {
    return String(value);
  }
  throw new TypeError(`${JSON.stringify(value)} cannot be written as ${type}`);
}

function expectText(value: unknown, type: string): string {
  if (typeof value !== "string") throw new TypeError(`${JSON.stringify(value)} cannot be written as ${type}`);
  return value;
}

function expectMatch(value: unknown, pattern: RegExp, type: string): string {
  if (typeof value !== "string" || !pattern.test(value)) {
    throw new TypeError(`${JSON.stringify(value)} cannot be written as ${type}`);
  }
  return value;
}

const escapes: Readonly<Record<string, string>> = {
  "\\": "\\\\",
  "'": "\\'",
  "\0": "\\0",
  "\b": "\\b",
  "\f": "\\f",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
};

function quoted(text: string): string {
  return `'${text.replace(/[\\'\0\b\f\n\r\t]/g, (character) => escapes[character] as string)}'`;
}
