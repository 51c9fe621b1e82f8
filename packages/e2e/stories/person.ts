import { expect, type BrowserContext, type Locator, type Page } from "@playwright/test";
import type { MyRoom, User } from "@parley/protocol";
import { Complaints } from "./complaints.ts";

export const password = "correct horse battery staple";

export interface Account {
  readonly name: string;
  readonly username: string;
  readonly email: string;
}

/** Somebody in front of a browser of their own. */
export class Person {
  readonly account: Account;
  readonly context: BrowserContext;
  readonly complaints = new Complaints();
  /** Where this person's browser finds the server. */
  readonly url: string;
  #page: Page | null = null;

  constructor(account: Account, context: BrowserContext, url: string) {
    this.account = account;
    this.context = context;
    this.url = url;
  }

  get name(): string {
    return this.account.name;
  }

  get page(): Page {
    if (this.#page === null) throw new Error(`${this.name} has no page open`);
    return this.#page;
  }

  /** Opens a page of the app in a new tab, which is the one looked at from then on. */
  async open(path = "/"): Promise<void> {
    this.#page = await this.context.newPage();
    await this.complaints.listenTo(this.#page);
    await this.#page.goto(`${this.url}${path}`);
  }

  async openRoom(room: MyRoom): Promise<void> {
    await this.open(`/rooms/${room.room.id}`);
    await expect(this.heading(room.room.name)).toBeVisible();
  }

  heading(name: string): Locator {
    return this.page.getByRole("heading", { name, exact: true, level: 1 });
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole("button", { name, exact: true });
  }

  field(label: string): Locator {
    return this.page.getByRole("textbox", { name: label, exact: true });
  }

  get password(): Locator {
    return this.page.getByLabel("Password", { exact: true });
  }

  /** A room in the list at the side. */
  roomLink(room: string, unread = 0): Locator {
    const news = unread === 0 ? "" : `\\s*, ${unread} unread messages?`;
    return this.page
      .getByRole("navigation", { name: "Rooms" })
      .getByRole("link", { name: new RegExp(`^${literally(room)}${news}$`) });
  }

  messageBox(room: string): Locator {
    return this.page.getByRole("textbox", { name: `Message ${room}`, exact: true });
  }

  get timeline(): Locator {
    return this.page.getByRole("list", { name: /^Messages in / });
  }

  /** A message that is in the room; one that is still on its way is `unsent`. */
  message(author: string, body: string): Locator {
    return this.timeline.getByRole("listitem", {
      name: new RegExp(`^${literally(author)}, [^:]*:\\d\\d: ${literally(body)}$`),
    });
  }

  unsent(body: string): Locator {
    const name = new RegExp(`: ${literally(body)}\\. (Waiting for the connection|Sending)$`);
    return this.timeline.getByRole("listitem", { name });
  }

  async say(room: string, ...bodies: readonly string[]): Promise<void> {
    for (const body of bodies) {
      await this.messageBox(room).fill(body);
      await this.messageBox(room).press("Enter");
      await expect(this.messageBox(room)).toHaveValue("");
    }
  }

  async openAccountMenu(): Promise<void> {
    await this.button(/^Your account:/).click();
  }

  async signOut(): Promise<void> {
    await this.openAccountMenu();
    await this.page.getByRole("menuitem", { name: "Sign out" }).click();
    await this.page.getByRole("alertdialog", { name: "Sign out?" }).getByRole("button", { name: "Sign out" }).click();
    await expect(this.heading("Welcome back")).toBeVisible();
  }

  async fillSignIn(login: string, secret = password): Promise<void> {
    await this.field("Username or e-mail").fill(login);
    await this.password.fill(secret);
    await this.button("Sign in").click();
  }

  /** What the screens are not asked for in this story, over the API with this browser's cookies. */
  async call<T>(method: "GET" | "POST", path: string, data?: object): Promise<T> {
    const response = await this.context.request.fetch(`${this.url}/api/v1${path}`, {
      method,
      headers: { "x-parley-request": "1" },
      ...(data !== undefined && { data }),
    });
    if (!response.ok()) throw new Error(`${method} ${path}: ${response.status()} ${await response.text()}`);
    return (response.status() === 204 ? null : await response.json()) as T;
  }

  async signUp(): Promise<User> {
    const { name, username, email } = this.account;
    const data = { username, email, password, displayName: name, keep: "cookie" };
    const { user } = await this.call<{ user: User }>("POST", "/auth/sign-up", data);
    return user;
  }

  async signIn(): Promise<void> {
    await this.call("POST", "/auth/sign-in", { login: this.account.username, password, keep: "cookie" });
  }

  createRoom(name: string, more: { visibility?: "public" | "private"; description?: string } = {}): Promise<MyRoom> {
    return this.call("POST", "/rooms", { name, visibility: "public", ...more });
  }

  async join(room: MyRoom): Promise<void> {
    await this.call("POST", `/rooms/${room.room.id}/join`, {});
  }

  async send(room: MyRoom, body: string): Promise<void> {
    await this.call("POST", `/rooms/${room.room.id}/messages`, { clientId: crypto.randomUUID(), body });
  }
}

export function literally(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
