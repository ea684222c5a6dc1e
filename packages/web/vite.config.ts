import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const server = process.env["BACKSTORY_URL"] ?? "http://127.0.0.1:7357";

/** Charts are large, and most visits see none. */
const isForAll = (module: string) => !/uplot|\/(chart|history)\//i.test(module);

export default defineConfig({
  plugins: [react()],
  resolve: { conditions: ["@backstory/source", "module", "browser", "development|production"] },
  build: {
    outDir: "dist/app",
    emptyOutDir: true,
    // The first browsers with light-dark() and relative colours, on which theme.css stands.
    target: ["chrome123", "edge123", "firefox128", "safari18"],
    // A data: address would need an exception in the Content-Security-Policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        // What pages have in common is one file, not fifty: on a first visit a request costs more than its bytes.
        codeSplitting: { groups: [{ name: "shared", test: isForAll, minShareCount: 2 }] },
      },
    },
  },
  server: { proxy: { "/api": server } },
});
