import { type NewToken, newTokenSchema, pageOf, type Token, tokenSchema } from "@backstory/model";
import type { Command } from "commander";
import { askServer } from "./askServer.ts";
import { printAnswer, table } from "./output.ts";
import { serverOf } from "./serverOf.ts";
import { type ServerOptions, withServerOptions } from "./serverOptions.ts";

interface CreateOptions extends ServerOptions {
  readonly project: string;
  readonly target: string;
  readonly name: string;
}

interface ListOptions extends ServerOptions {
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
  withServerOptions(token.command("list"))
    .description("list tokens by their first characters")
    .option("--project <project>", "only of this project")
    .option("--target <target>", "only of this target")
    .action(async (options: ListOptions) => {
      const { project, target, json } = options;
      const ask = { path: "/tokens", query: { project, target } };
      const page = await askServer(serverOf(options), ask, pageOf(tokenSchema));
      printAnswer(page, json, () => (page.items.length === 0 ? "There are no tokens." : tokenTable(page.items)));
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

function tokenTable(tokens: readonly Token[]): string {
  return table(
    ["ID", "PROJECT/TARGET", "NAME", "PREFIX", "CREATED", "REVOKED"],
    tokens.map((token) => [
      token.tokenId,
      `${token.project}/${token.target}`,
      token.name,
      `${token.prefix}…`,
      token.createdAt.slice(0, 10),
      token.revokedAt?.slice(0, 10) ?? "",
    ]),
  );
}
