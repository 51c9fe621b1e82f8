import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { aptInstall, mayInstall } from "../services/apt.mjs";
import { Missing } from "./process.mjs";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge"];
const elsewhere = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/snap/bin/chromium",
];

/** Where the system's Chromium is. On Debian, as root, it is installed if there is none. */
export function findBrowser() {
  const found = locate();
  if (found !== null) return found;
  if (mayInstall()) aptInstall(["chromium"]);
  const installed = locate();
  if (installed !== null) return installed;
  throw new Missing(
    "The browser stories need Chromium or Chrome, and none was found. Install one (Debian: apt-get install chromium), or set " +
      "PARLEY_CHROMIUM to its path.",
  );
}

function locate() {
  const given = process.env.PARLEY_CHROMIUM;
  const folders = (process.env.PATH ?? "").split(delimiter);
  const places = [
    ...(given ? [given] : []),
    ...names.flatMap((name) => folders.map((folder) => join(folder, name))),
    ...elsewhere,
  ];
  return places.find((place) => existsSync(place) && starts(place)) ?? null;
}

/** Ubuntu has a "chromium" that only says where to get one. */
function starts(place) {
  try {
    return /\d+\.\d+/.test(
      execFileSync(place, ["--version"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"], timeout: 20_000 }),
    );
  } catch {
    return false;
  }
}
