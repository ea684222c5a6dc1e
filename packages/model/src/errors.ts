interface CatalogueEntry {
  readonly status: number;
  readonly title: string;
  readonly hint: string;
}

/** Every error that Backstory tells a person: its HTTP status, what it means, and what to do next. */
export const errors = {
  "not-found": {
    status: 404,
    title: "There is no such thing",
    hint: "Check how it is written; ids are whole, and names are case-sensitive.",
  },
  "request-invalid": {
    status: 400,
    title: "The request cannot be understood",
    hint: "The detail names the field; the API is described at /api/v1/openapi.json.",
  },
  "selector-invalid": {
    status: 400,
    title: "The selector of runs cannot be read",
    hint: "Write a run id, 'latest', 'branch:<name>:<number>', 'build:<name>' or 'commit:<sha>'; of a run's changes also 'previous'.",
  },
  "search-invalid": {
    status: 400,
    title: "The search cannot be read",
    hint: "The detail names the place; quotes make words that mean something else a text to look for.",
  },
  "sql-refused": {
    status: 403,
    title: "The SQL console does not run this",
    hint: "The detail names what is refused; 'SHOW TABLES' lists what can be read.",
  },
  "sql-failed": {
    status: 400,
    title: "The engine did not understand the statement",
    hint: "The detail is what the engine says; 'DESCRIBE <table>' lists the columns of a table.",
  },
  "sql-limit": {
    status: 422,
    title: "The statement takes more than one may",
    hint: "Ask for less: fewer columns, a WHERE on project or startedAt, an aggregate, a LIMIT.",
  },
  "sql-stopped": {
    status: 409,
    title: "The statement was stopped",
    hint: "Run it again if it was not you.",
  },
  "sql-busy": {
    status: 503,
    title: "Too many statements are waiting",
    hint: "Ask again after the time in Retry-After.",
  },
  "cursor-invalid": {
    status: 400,
    title: "The cursor cannot be read",
    hint: "Begin again without a cursor; pass cursors on exactly as they were given.",
  },
  "token-missing": {
    status: 401,
    title: "An ingest token is needed",
    hint: "Send 'Authorization: Bearer <token>'; make one with 'backstory token create'.",
  },
  "token-unknown": {
    status: 401,
    title: "The token is not known, or was revoked",
    hint: "Make a new one with 'backstory token create' and put it where the old one was.",
  },
  "target-deleted": {
    status: 403,
    title: "The target of this token was deleted",
    hint: "Write a setting of the target to bring it back and make a new token, or use the token of another target.",
  },
  "host-refused": {
    status: 403,
    title: "The Host header is not that of this machine",
    hint: "Open the server by the address that it printed at its start.",
  },
  "origin-refused": {
    status: 403,
    title: "Another site asked your browser for this",
    hint: "Open the server by the address that it printed at its start.",
  },
  "target-mismatch": {
    status: 409,
    title: "The submission belongs to another target",
    hint: "Use the token of the target to which the submission was begun.",
  },
  "offset-gap": {
    status: 409,
    title: "Records before this part have not arrived",
    hint: "Send again from 'expectedOffset'.",
  },
  "token-exists": {
    status: 409,
    title: "A token of that name stands already",
    hint: "Choose another name, or regenerate the token.",
  },
  "rename-conflict": {
    status: 409,
    title: "The rename contradicts what stands",
    hint: "The detail names the other rename; 'backstory rename' lists and undoes them.",
  },
  "body-too-large": {
    status: 413,
    title: "The body is too large",
    hint: "Send less at once, a submission in smaller parts; the detail names the limit.",
  },
  "media-type-unsupported": {
    status: 415,
    title: "The body is of a kind that is not read here",
    hint: "Send records as application/x-ndjson, plain or with Content-Encoding: gzip.",
  },
  "file-inaccessible": {
    status: 400,
    title: "A file cannot be read or written",
    hint: "Check its path, and who may read and write there.",
  },
  "unreadable-report": {
    status: 422,
    title: "The file is not what its format promises",
    hint: "The detail names the format and, where there is one, the line; write the file again with its own tool.",
  },
  "submission-missing": {
    status: 422,
    title: "The first line does not say whose records these are",
    hint: "Offset 0 must begin with a record of kind submission; the detail says what is wrong with it.",
  },
  "hash-mismatch": {
    status: 422,
    title: "The bytes do not have the hash that the address names",
    hint: "Send the file again; the address ends in the SHA-256 of the bytes.",
  },
  "backlog-full": {
    status: 503,
    title: "More is arriving than is being kept",
    hint: "Send again after the time in Retry-After.",
  },
  "store-unavailable": {
    status: 503,
    title: "The store does not answer",
    hint: "Look at the server's log; the records stay in your spool and can be sent again with 'backstory flush'.",
  },
  "migration-needed": {
    status: 503,
    title: "The tables are older than this server",
    hint: "Run the printed statements, or start the server with leave to apply them.",
  },
  "store-locked": {
    status: 503,
    title: "Another process holds the data directory",
    hint: "Stop that process, or choose another directory with --data.",
  },
  "server-missing": {
    status: 500,
    title: "The server is not installed here",
    hint: "Run 'npx @backstory/server', or install it with 'npm install --global @backstory/server'.",
  },
  "server-unreachable": {
    status: 502,
    title: "The server does not answer",
    hint: "Check the address with 'backstory doctor'.",
  },
  "setting-invalid": {
    status: 400,
    title: "A setting has a value that it cannot have",
    hint: "'backstory doctor' prints each setting with where it came from.",
  },
  "auth-needed": {
    status: 400,
    title: "The server will not listen beyond this machine without sign-in",
    hint: "Leave --host away to listen on this machine only; sign-in (--auth), which a wider address needs, comes in a later version.",
  },
  internal: {
    status: 500,
    title: "Something went wrong inside Backstory",
    hint: "The server's log has the rest, under the request id of this answer.",
  },
} as const satisfies Record<string, CatalogueEntry>;

/** A code of the catalogue. */
export type ErrorCode = keyof typeof errors;
