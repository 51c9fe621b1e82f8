import { expect, type Page } from "@playwright/test";
import type { Person } from "./person.ts";
import { unique } from "./story.ts";

export interface Screen {
  readonly name: string;
  /** Shows it from wherever the page is. */
  show(): Promise<void>;
}

const visible = (page: Page, role: "heading" | "dialog" | "alertdialog", name: string | RegExp): Promise<void> =>
  expect(page.getByRole(role, { name, exact: true })).toBeVisible();

async function typeAndSend(person: Person, field: string, text: string, button: string): Promise<void> {
  await person.field(field).fill(text);
  await person.button(button).click();
}

/** What somebody sees who is not signed in. */
export function screensOutside(stranger: Person): Screen[] {
  const { page, url } = stranger;
  const at = async (path: string, title: string): Promise<void> => {
    await page.goto(`${url}${path}`);
    await visible(page, "heading", title);
  };
  return [
    { name: "sign in", show: () => at("/sign-in", "Welcome back") },
    {
      name: "sign in, with what is wrong",
      async show() {
        await at("/sign-in", "Welcome back");
        await stranger.button("Sign in").click();
        await expect(stranger.page.getByText("Give your username or e-mail address.")).toBeVisible();
      },
    },
    { name: "sign up", show: () => at("/sign-up", "Create your account") },
    {
      name: "sign up, with what is wrong",
      async show() {
        await at("/sign-up", "Create your account");
        await typeAndSend(stranger, "Username", "9", "Create account");
        await expect(stranger.page.getByText("Give your e-mail address.")).toBeVisible();
      },
    },
  ];
}

/** Ada is nowhere yet. */
export function screensOfNewcomer(ada: Person): Screen[] {
  return [
    {
      name: "home without rooms",
      async show() {
        await ada.page.goto(ada.url);
        await expect(ada.page.getByText("You are in no room yet.")).toBeVisible();
      },
    },
  ];
}

/** Ada and Grace have talked. Ada is signed in on another device as well. */
export async function screensInside(ada: Person, grace: Person): Promise<{ pages: Screen[]; dialogs: Screen[] }> {
  const description = "One book a month, chosen by whoever finished the last one first";
  const room = await ada.createRoom(unique("Reading group"), { description });
  const secret = await ada.createRoom(unique("Surprise party for Alan"), { visibility: "private" });
  const other = await grace.createRoom(unique("Gardening"));
  await grace.join(room);
  await ada.join(other);
  for (const body of [
    "Which book first?",
    "I have *two* ideas: `Middlemarch`, and https://example.org/a/rather/long/address/of/a/book",
  ]) {
    await ada.send(room, body);
  }
  await grace.send(
    room,
    "Middlemarch.\nIt is long, though, and so is this message, which goes on until there is no room for it in one line.",
  );
  await grace.send(room, `\`\`\`\nconst book = "${"Middlemarch ".repeat(12)}";\n\`\`\``);
  await ada.send(secret, "Not a word to Alan");
  await grace.send(other, "The roses are out");

  const { page, url } = ada;
  const at = async (path: string): Promise<void> => {
    await page.goto(`${url}${path}`);
  };
  const inRoom = async (): Promise<void> => {
    await at(`/rooms/${room.room.id}`);
    await expect(ada.timeline.getByText("Which book first?")).toBeVisible();
  };
  const titled = (path: string, title: string) => async (): Promise<void> => {
    await at(path);
    await visible(page, "heading", title);
  };
  const settings = async (): Promise<void> => {
    await titled("/settings", "Settings")();
    await expect(page.getByText("This device")).toBeVisible();
  };
  const fromMenu = (item: string, role: "dialog" | "alertdialog", title: string) => async (): Promise<void> => {
    await at("/");
    await ada.openAccountMenu();
    await page.getByRole("menuitem", { name: item }).click();
    await visible(page, role, title);
  };
  const roomMenu = (item: string, title: string) => async (): Promise<void> => {
    await inRoom();
    await ada.button("More about this room").click();
    await page.getByRole("menuitem", { name: item }).click();
    await visible(page, "alertdialog", title);
  };
  return {
    pages: [
      {
        name: "home with rooms",
        async show() {
          await at("/");
          await expect(page.getByRole("navigation").getByRole("link", { name: other.room.name })).toBeVisible();
        },
      },
      { name: "room", show: inRoom },
      {
        name: "room with details",
        async show() {
          await inRoom();
          const details = page.getByRole("complementary", { name: "Room details" });
          if (!(await details.isVisible())) await ada.button("Details and 2 members").click();
          await expect(details.getByText("Owner")).toBeVisible();
        },
      },
      {
        name: "directory",
        async show() {
          await at("/rooms");
          await expect(page.getByText(room.room.name).last()).toBeVisible();
        },
      },
      {
        name: "directory without a hit",
        async show() {
          await at("/rooms");
          await page.getByRole("searchbox").fill("nothing is called like this");
          await expect(page.getByText("No room fits that")).toBeVisible();
        },
      },
      { name: "settings", show: settings },
      { name: "no such page", show: titled("/nowhere/at/all", "Not found") },
      {
        name: "no such room",
        async show() {
          await at(`/rooms/${crypto.randomUUID()}`);
          await expect(page.getByText("There is no such room for you")).toBeVisible();
        },
      },
    ],
    dialogs: [
      {
        name: "create a room, with what is wrong",
        async show() {
          await at("/");
          await page
            .getByRole("navigation", { name: "Rooms" })
            .getByRole("button", { name: "Create a room" })
            .first()
            .click();
          await page.getByRole("dialog").getByRole("button", { name: "Create room" }).click();
          await expect(page.getByText("Give the room a name.")).toBeVisible();
        },
      },
      {
        name: "jump to a room",
        async show() {
          await at("/");
          await page.getByRole("button", { name: /^Jump to a room/ }).click();
          await expect(page.getByRole("option")).toHaveCount(3);
        },
      },
      {
        name: "account menu",
        async show() {
          await at("/");
          await ada.openAccountMenu();
          await expect(page.getByRole("menuitem", { name: "Sign out" })).toBeVisible();
        },
      },
      { name: "keyboard shortcuts", show: fromMenu("Keyboard shortcuts", "dialog", "Keyboard shortcuts") },
      { name: "sign out?", show: fromMenu("Sign out", "alertdialog", "Sign out?") },
      {
        name: "room menu",
        async show() {
          await inRoom();
          await ada.button("More about this room").click();
          await expect(page.getByRole("menuitem", { name: "Delete room" })).toBeVisible();
        },
      },
      { name: "leave room?", show: roomMenu("Leave room", `Leave ${room.room.name}?`) },
      { name: "delete room?", show: roomMenu("Delete room", `Delete ${room.room.name}?`) },
      {
        name: "end session?",
        async show() {
          await settings();
          await ada.button(/^End the session of/).click();
          await visible(page, "alertdialog", "End this session?");
        },
      },
    ],
  };
}
