import { tabTo } from "./keyboard.ts";
import { password, type Person } from "./person.ts";
import { expect, test, unique } from "./story.ts";

const press = (person: Person, ...keys: readonly string[]): Promise<void> =>
  keys.reduce((before, key) => before.then(() => person.page.keyboard.press(key)), Promise.resolve());

test("Ada signs up, talks, changes rooms and leaves without a mouse", async ({ meet }) => {
  const ada = await meet("Ada", { as: "stranger" });
  const { page } = await ada.open("/sign-in").then(() => ada);
  const type = (text: string): Promise<void> => page.keyboard.type(text);

  await tabTo(page, page.getByRole("link", { name: "Create an account" }));
  await press(ada, "Enter");
  await expect(ada.field("Name optional")).toBeFocused();
  await type("Ada");
  await tabTo(page, ada.field("Username"));
  await type(ada.account.username);
  await tabTo(page, ada.field("E-mail"));
  await type(ada.account.email);
  await tabTo(page, ada.password);
  await type(password);
  await press(ada, "Enter");
  await expect(ada.heading("Welcome, Ada")).toBeVisible();

  const [garden, kitchen] = [unique("Garden"), unique("Kitchen")];
  await tabTo(page, page.getByRole("main").getByRole("button", { name: "Create a room" }));
  await press(ada, "Enter");
  const dialog = page.getByRole("dialog", { name: "Create a room" });
  await expect(dialog.getByRole("textbox", { name: "Name", exact: true })).toBeFocused();
  await type(garden);
  await tabTo(page, dialog.getByRole("combobox", { name: "Category" }));
  await type("Hob");
  await tabTo(page, dialog.getByRole("radio", { name: /^Public/ }));
  await press(ada, "ArrowDown");
  await expect(dialog.getByRole("radio", { name: /^Private/ })).toBeChecked();
  await tabTo(page, dialog.getByRole("button", { name: "Create room" }));
  await press(ada, "Enter");
  await expect(ada.heading(garden)).toBeVisible();
  await expect(ada.messageBox(garden)).toBeFocused();
  await type("One line");
  await press(ada, "Shift+Enter");
  await type("and another");
  await press(ada, "Enter");
  await expect(ada.message("Ada", "One line and another")).toBeVisible();
  await expect(ada.messageBox(garden)).toBeFocused();

  const create = page.getByRole("navigation", { name: "Rooms" }).getByRole("button", { name: "Create a room" });
  await tabTo(page, create, "Shift+Tab");
  await press(ada, "Enter");
  await expect(dialog).toBeVisible();
  await press(ada, "Escape");
  await expect(dialog).toBeHidden();
  await expect(create).toBeFocused();
  await press(ada, "Enter");
  await expect(dialog.getByRole("textbox", { name: "Name", exact: true })).toBeFocused();
  await type(kitchen);
  await press(ada, "Enter");
  await expect(ada.heading(kitchen)).toBeVisible();

  await press(ada, "Control+k");
  await expect(page.getByRole("combobox", { name: "Room name" })).toBeFocused();
  await type(garden.toLowerCase());
  await expect(page.getByRole("option")).toHaveCount(1);
  await press(ada, "Enter");
  await expect(ada.heading(garden)).toBeVisible();
  await press(ada, "Alt+ArrowUp");
  await expect(ada.heading(kitchen)).toBeVisible();
  await press(ada, "Alt+ArrowDown");
  await expect(ada.heading(garden)).toBeVisible();
  await expect(ada.messageBox(garden)).toBeFocused();

  await tabTo(page, ada.button(/^Your account:/), "Shift+Tab");
  await press(ada, "Enter");
  await expect(page.getByRole("menu", { name: "Your account" })).toBeVisible();
  await press(ada, "End", "Enter");
  const question = page.getByRole("alertdialog", { name: "Sign out?" });
  await tabTo(page, question.getByRole("button", { name: "Sign out" }));
  await press(ada, "Enter");
  await expect(ada.heading("Welcome back")).toBeVisible();
  await expect(ada.field("Username or e-mail")).toBeFocused();
});

test("whatever opens takes the focus, and gives it back when it closes", async ({ meet }) => {
  const [ada, grace] = await Promise.all([meet("Ada"), meet("Grace")]);
  const room = await ada.createRoom(unique("Garden"));
  await grace.join(room);
  for (const body of ["One", "Two", "Three"]) await grace.send(room, body);
  await ada.openRoom(room);
  const { page } = ada;
  const box = ada.messageBox(room.room.name);
  await expect(ada.message("Grace", "Three")).toBeVisible();
  await expect(box).toBeFocused();

  await press(ada, "Control+k");
  await expect(page.getByRole("combobox", { name: "Room name" })).toBeFocused();
  await press(ada, "Escape");
  await expect(box).toBeFocused();

  await press(ada, "Control+/");
  const shortcuts = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await expect(shortcuts).toBeVisible();
  await press(ada, "Tab", "Tab", "Tab");
  await expect(shortcuts.locator(":focus")).toHaveCount(1);
  await press(ada, "Escape");
  await expect(box).toBeFocused();

  await press(ada, "Control+.");
  const details = page.getByRole("complementary", { name: "Room details" });
  await expect(details).toBeFocused();
  const remove = details.getByRole("button", { name: "Remove Grace" });
  await tabTo(page, remove);
  await press(ada, "Enter");
  const question = page.getByRole("alertdialog", { name: "Remove Grace?" });
  await expect(question.getByRole("button", { name: "Cancel" })).toBeFocused();
  await press(ada, "Escape");
  await expect(remove).toBeFocused();
  // On the button itself Escape would first close its tooltip.
  await tabTo(page, ada.field("Add somebody"), "Shift+Tab");
  await press(ada, "Escape");
  await expect(details).toBeHidden();
  await expect(box).toBeFocused();

  await tabTo(page, ada.button("More about this room"), "Shift+Tab");
  await press(ada, "Enter");
  await expect(page.getByRole("menuitem", { name: "Show details" })).toBeFocused();
  await press(ada, "Escape");
  await expect(ada.button("More about this room")).toBeFocused();

  await tabTo(page, ada.message("Grace", "Three"));
  await press(ada, "ArrowUp", "ArrowUp");
  await expect(ada.message("Grace", "One")).toBeFocused();
  await press(ada, "End");
  await expect(ada.message("Grace", "Three")).toBeFocused();
});

test("the first press of Tab offers a way past the list of rooms", async ({ meet }) => {
  const ada = await meet("Ada");
  await ada.open("/rooms");
  await expect(ada.heading("Browse rooms")).toBeFocused();
  const skip = ada.page.getByRole("link", { name: "Skip to the main part" });
  await tabTo(ada.page, skip, "Shift+Tab");
  await expect(skip).toBeInViewport();
  await press(ada, "Enter");
  await expect(ada.page.getByRole("main")).toBeFocused();
});
