import { Outlet } from "@tanstack/react-router";
import { AppBar } from "./appBar.tsx";
import "./app.css";

/** What stands around every page. */
export function App() {
  return (
    <>
      <a className="skip" href="#main">
        Skip to the content
      </a>
      <AppBar />
      <main id="main" tabIndex={-1}>
        <Outlet />
      </main>
    </>
  );
}
