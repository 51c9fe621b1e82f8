import { refused } from "./complaints.ts";
import { password } from "./person.ts";
import { expect, test, unique } from "./story.ts";

test("Ada makes an account and is in", async ({ meet }) => {
  const ada = await meet("Ada Lovelace", { as: "stranger" });
  await ada.open();
  await ada.page.getByRole("link", { name: "Create an account" }).click();
  await ada.field("Name optional").fill(ada.name);
  await ada.field("Username").fill(ada.account.username);
  await ada.field("E-mail").fill(ada.account.email);
  await ada.password.fill(password);
  await ada.button("Create account").click();
  await expect(ada.heading("Welcome, Ada Lovelace")).toBeVisible();
  await ada.page.reload();
  await expect(ada.heading("Welcome, Ada Lovelace")).toBeVisible();
});

test("Ada signs in by her username, and by her e-mail address", async ({ meet }) => {
  const ada = await meet("Ada", { as: "account" });
  for (const login of [ada.account.username.toUpperCase(), ada.account.email]) {
    await ada.open("/sign-in");
    await ada.fillSignIn(login);
    await expect(ada.heading("Welcome, Ada")).toBeVisible();
    await ada.signOut();
  }
});

test("a wrong password is refused, and the name need not be typed again", async ({ meet }) => {
  const ada = await meet("Ada", { as: "account" });
  ada.complaints.expect(refused(401, "/auth/sign-in"));
  await ada.open("/sign-in");
  await ada.fillSignIn(ada.account.username, "not the password");
  await expect(ada.password).toHaveAccessibleDescription("That username or password is not right.");
  await expect(ada.password).toBeFocused();
  await expect(ada.field("Username or e-mail")).toHaveValue(ada.account.username);
  await ada.password.fill(password);
  await ada.button("Sign in").click();
  await expect(ada.heading("Welcome, Ada")).toBeVisible();
});

test("an unknown name is answered like a wrong password", async ({ meet }) => {
  const nobody = await meet("Nobody", { as: "stranger" });
  nobody.complaints.expect(refused(401, "/auth/sign-in"));
  await nobody.open("/sign-in");
  await nobody.fillSignIn(nobody.account.username);
  await expect(nobody.password).toHaveAccessibleDescription("That username or password is not right.");
});

test("a username that somebody has is said to be taken, at its field", async ({ meet }) => {
  const ada = await meet("Ada", { as: "account" });
  const other = await meet("Another Ada", { as: "stranger" });
  other.complaints.expect(refused(409, "/auth/sign-up"));
  await other.open("/sign-up");
  await other.field("Username").fill(ada.account.username.toUpperCase());
  await other.field("E-mail").fill(other.account.email);
  await other.password.fill(password);
  await other.button("Create account").click();
  await expect(other.field("Username")).toHaveAccessibleDescription("This username is taken. Try another.");
  await expect(other.field("Username")).toBeFocused();
  await expect(other.field("E-mail")).toHaveValue(other.account.email);
});

test("what is missing is said at each field before anything is sent", async ({ meet }) => {
  const stranger = await meet("Somebody", { as: "stranger" });
  await stranger.open("/sign-up");
  await stranger.field("Username").fill("9lives");
  await stranger.password.fill("short");
  await stranger.button("Create account").click();
  await expect(stranger.field("Username")).toHaveAccessibleDescription("Start with a letter.");
  await expect(stranger.field("E-mail")).toHaveAccessibleDescription("Give your e-mail address.");
  await expect(stranger.password).toHaveAccessibleDescription("At least 8 characters.");
});

test("after signing out the back button shows nothing private", async ({ meet }) => {
  const ada = await meet("Ada");
  const room = await ada.createRoom(unique("Diary"), { visibility: "private" });
  await ada.send(room, "Nobody else may read this");
  await ada.openRoom(room);
  await expect(ada.message("Ada", "Nobody else may read this")).toBeVisible();
  await ada.page.getByRole("link", { name: "Browse rooms" }).click();
  await expect(ada.heading("Browse rooms")).toBeVisible();
  await ada.signOut();
  await ada.page.goBack();
  await expect(ada.page).toHaveURL(/sign-in/);
  await expect(ada.heading("Welcome back")).toBeVisible();
  await expect(ada.page.getByText("Nobody else may read this")).toHaveCount(0);
  await expect(ada.page.getByText(room.room.name)).toHaveCount(0);
  await ada.page.goto(`${ada.url}/rooms/${room.room.id}`);
  await expect(ada.heading("Welcome back")).toBeVisible();
  await ada.fillSignIn(ada.account.username);
  await expect(ada.message("Ada", "Nobody else may read this")).toBeVisible();
});

test("ending a session in one browser signs the other one out at once", async ({ meet }) => {
  const ada = await meet("Ada");
  await ada.open("/settings");
  const elsewhere = await meet("Ada", { again: ada });
  elsewhere.complaints.expect(refused(401, "/"));
  await elsewhere.open();
  await expect(elsewhere.heading("Welcome, Ada")).toBeVisible();

  await ada.page.reload();
  await ada.button(/^End the session of/).click();
  const question = ada.page.getByRole("alertdialog", { name: "End this session?" });
  await question.getByRole("button", { name: "End session" }).click();
  await expect(question).toBeHidden();
  await expect(elsewhere.heading("Welcome back")).toBeVisible({ timeout: 3_000 });
  await expect(ada.button(/^End the session of/)).toHaveCount(0);
  await expect(ada.page.getByText("This device")).toBeVisible();
});
