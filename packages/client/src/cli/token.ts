import { type NewToken, newTokenSchema, pageOf, type Token, tokenSchema } from "@backstory/model";
import type { Command } from "commander";
import { askServer } from "./askServer.ts";
import type { Column } from "./output/column.ts";
import { type FormatOptions, withFormatOptions } from "./output/format.ts";
import { printList } from "./output/printList.ts";
import { printAnswer } from "./output.ts";
import { serverOf } from "./serverOf.ts";
import { type ServerOptions, withServerOptions } from "./serverOptions.ts";

interface CreateOptions extends ServerOptions {
  readonly project: string;
  readonly target: string;
  readonly name: string;
}

interface ListOptions extends ServerOptions, FormatOptions {
  readonly project?: string;
  readonly target?: string;
}

/** `backstory token create|list|regenerate|revoke`: the ingest tokens of targets. */
export function addToken(program: Command): void {
  const token = program.command("token").description("make, list and revoke the ingest tokens of targets");
  addCreate(token);
  addList(token);
  addRegenerate(token);
  addRevoke(token);
}

function addCreate(token: Command): void {
  withServerOptions(token.command("create"))
    .description("make a token; its secret is shown this once")
    .requiredOption("--project <project>", "the project that its results belong to")
    .requiredOption("--target <target>", "the target that its results belong to")
    .option("--name <name>", "what it is called in lists", "default")
    .action(async (options: CreateOptions) => {
      const { project, target, name, json } = options;
      const ask = { method: "POST", path: "/tokens", body: { project, target, name } };
      printNewToken(await askServer(serverOf(options), ask, newTokenSchema), json);
    });
}

function addList(token: Command): void {
  withFormatOptions(withServerOptions(token.command("list")))
    .description("list tokens by their first characters")
    .option("--project <project>", "only of this project")
    .option("--target <target>", "only of this target")
    .action(async (options: ListOptions) => {
      const { project, target } = options;
      const ask = { path: "/tokens", query: { project, target } };
      const page = await askServer(serverOf(options), ask, pageOf(tokenSchema));
      printList(page, options, { items: page.items, columns, empty: "There are no tokens." });
    });
}

function addRegenerate(token: Command): void {
  withServerOptions(token.command("regenerate"))
    .description("give a token a new secret; the old one is worth nothing from then on")
    .argument("<id>", "the id of the token")
    .action(async (id: string, options: ServerOptions) => {
      const ask = { method: "POST", path: `/tokens/${encodeURIComponent(id)}/regenerate` };
      printNewToken(await askServer(serverOf(options), ask, newTokenSchema), options.json);
    });
}

function addRevoke(token: Command): void {
  withServerOptions(token.command("revoke"))
    .description("make a token worthless for ever")
    .argument("<id>", "the id of the token")
    .action(async (id: string, options: ServerOptions) => {
      const ask = { method: "DELETE", path: `/tokens/${encodeURIComponent(id)}` };
      const revoked = await askServer(serverOf(options), ask, tokenSchema);
      printAnswer(revoked, options.json, () => `${revoked.prefix}… (${revoked.name}) is revoked.`);
    });
}

function printNewToken(token: NewToken, isJson: boolean | undefined): void {
  const where = `for ${token.project}/${token.target}`;
  printAnswer(
    token,
    isJson,
    () => `${token.secret}\nThis is the only time that it is shown. Id ${token.tokenId}, ${where}.`,
  );
}

const columns: readonly Column<Token>[] = [
  { title: "ID", key: "tokenId", cell: (token) => token.tokenId },
  { title: "PROJECT/TARGET", key: "target", cell: (token) => `${token.project}/${token.target}` },
  { title: "NAME", key: "name", cell: (token) => token.name, isText: true },
  { title: "PREFIX", key: "prefix", cell: (token) => `${token.prefix}…` },
  {
    title: "CREATED",
    key: "createdAt",
    cell: (token) => token.createdAt.slice(0, 10),
    value: (token) => token.createdAt,
  },
  {
    ...{ title: "REVOKED", key: "revokedAt" },
    ...{ cell: (token: Token) => token.revokedAt?.slice(0, 10) ?? "", value: (token: Token) => token.revokedAt },
  },
];
