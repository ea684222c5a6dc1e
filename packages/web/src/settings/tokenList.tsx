import type { NewToken, Token } from "@backstory/model";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { sendJson } from "../api.ts";
import { commandLine } from "../format/commandLine.ts";
import type { CopyColumn } from "../format/markdownTable.ts";
import { CopyAs } from "../parts/copyAs.tsx";
import { CopyButton } from "../parts/copyButton.tsx";
import { TimeAgo } from "../parts/timeAgo.tsx";
import { type TargetKey, tokensQuery } from "../queries/settingsQueries.ts";
import { visibleText } from "../text/visibleText.ts";
import { SaidLine } from "./saidLine.tsx";
import { useSaving } from "./useSaving.ts";

/** The ingest tokens of a target. A secret is shown once, when it is made; afterwards nobody can read it. */
export function TokenList({ target: { project, target }, isPast }: { target: TargetKey; isPast: boolean }) {
  const client = useQueryClient();
  const tokens = useQuery(tokensQuery({ project, target })).data ?? [];
  const [name, setName] = useState("");
  const [made, setMade] = useState<NewToken>();
  const renew = () =>
    Promise.all(["tokens", "audit"].map((key) => client.invalidateQueries({ queryKey: [key, project, target] })));
  const saving = useSaving(async () => {
    setMade(await sendJson<NewToken>("POST", "/tokens", { body: { project, target, name: name.trim() } }));
    setName("");
    await renew();
  }, "");
  const regenerate = async ({ tokenId }: Token) => {
    setMade(await sendJson<NewToken>("POST", `/tokens/${encodeURIComponent(tokenId)}/regenerate`));
    await renew();
  };
  const revoke = async ({ tokenId }: Token) => {
    await sendJson("DELETE", `/tokens/${encodeURIComponent(tokenId)}`);
    if (made?.tokenId === tokenId) setMade(undefined);
    await renew();
  };
  return (
    <section className="settingsSection" aria-labelledby="tokens">
      <div className="tableHead">
        <h2 id="tokens">Tokens that may send results</h2>
        {tokens.length > 0 && (
          <CopyAs cli={commandLine(["token", "list"], { project, target })} items={tokens} columns={columns} />
        )}
      </div>
      {made && (
        <div className="settingsSecret" role="status">
          <p>
            The secret of “{visibleText(made.name)}”. Copy it now: it is <strong>shown this once</strong>, and nobody
            can read it again.
          </p>
          <div className="command">
            <code>{made.secret}</code>
            <CopyButton text={made.secret} label="Copy the secret" />
          </div>
        </div>
      )}
      {tokens.length > 0 && (
        <table className="settingsTable">
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Begins with</th>
              <th scope="col">Made</th>
              <th scope="col">State</th>
              {!isPast && (
                <th scope="col">
                  <span className="hidden">What can be done</span>
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {tokens.map((token) => (
              <tr key={token.tokenId}>
                <th scope="row">
                  <bdi>{visibleText(token.name)}</bdi>
                </th>
                <td>
                  <code>{token.prefix}…</code>
                </td>
                <td>
                  <TimeAgo time={token.createdAt} />
                </td>
                <td>{token.revokedAt === null ? "works" : "revoked"}</td>
                {!isPast && (
                  <td className="settingsButtons">
                    <button type="button" className="button" onClick={() => void regenerate(token)}>
                      New secret<span className="hidden"> for {token.name}</span>
                    </button>
                    {token.revokedAt === null && (
                      <button type="button" className="button" onClick={() => void revoke(token)}>
                        Revoke<span className="hidden"> {token.name}</span>
                      </button>
                    )}
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {!isPast && (
        <form className="settingsLine" onSubmit={saving.submit}>
          <label>
            Name of a new token
            <input
              className="field"
              required
              maxLength={100}
              placeholder="github actions"
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          </label>
          <button type="submit" className="button" disabled={saving.isSaving}>
            Make a token
          </button>
          <SaidLine {...saving} />
        </form>
      )}
    </section>
  );
}

const columns: readonly CopyColumn<Token>[] = [
  { head: "Name", cell: ({ name }) => name },
  { head: "Begins with", cell: ({ prefix }) => prefix },
  { head: "Made", cell: ({ createdAt }) => createdAt },
  { head: "Revoked", cell: ({ revokedAt }) => revokedAt },
];
