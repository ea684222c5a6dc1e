import type { ReactNode } from "react";
import { Command } from "./command.tsx";
import "./parts.css";

interface NoticeProps {
  /** Whether this is all that the page has: then its title is that of the page. */
  isPage?: boolean;
  title: string;
  children?: ReactNode;
  /** The exact commands that are the next step. */
  commands?: readonly string[];
}

/** Why there is nothing to see here, and the next step. */
export function Notice({ isPage = false, title, children, commands = [] }: NoticeProps) {
  const Title = isPage ? "h1" : "h2";
  return (
    <section className="notice">
      <Title>{title}</Title>
      {children && <p>{children}</p>}
      {commands.map((command) => (
        <Command key={command} text={command} label="Copy the command" />
      ))}
    </section>
  );
}
