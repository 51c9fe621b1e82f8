import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { english } from "./build/english.ts";
import { precompress } from "./build/precompress.ts";
import { preloadFont } from "./build/preload-font.ts";

const server = process.env["PARLEY_SERVER"] ?? "http://localhost:8080";

export default defineConfig({
  plugins: [react(), english(), preloadFont(), precompress()],
  build: {
    target: "es2023",
    // Inlined assets would be data: URLs, which the page's policy refuses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: true,
  },
  server: {
    proxy: {
      "/api": { target: server, changeOrigin: true },
      "/ws": { target: server, ws: true, changeOrigin: true },
    },
  },
});
