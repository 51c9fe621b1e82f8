import "./ui/tokens.css";
import "./ui/base.css";
import { createClient } from "@parley/client";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { followTheme } from "./features/settings/theme.ts";

const root = document.getElementById("root");
if (root === null) throw new Error("The page has no place for the app.");

const client = createClient();
followTheme();
createRoot(root).render(
  <StrictMode>
    <App client={client} />
  </StrictMode>,
);
