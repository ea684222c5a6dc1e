import type { ReactNode } from "react";
import { CopyButton } from "./copyButton.tsx";
import "./parts.css";

interface NoticeProps {
  title: string;
  children?: ReactNode;
  /** The exact commands that are the next step. */
  commands?: readonly string[];
}

/** Why there is nothing to see here, and the next step. */
export function Notice({ title, children, commands = [] }: NoticeProps) {
  return (
    <section className="notice">
      <h2>{title}</h2>
      {children && <p>{children}</p>}
      {commands.map((command) => (
        <div className="command" key={command}>
          <code>{command}</code>
          <CopyButton text={command} label="Copy the command" />
        </div>
      ))}
    </section>
  );
}
