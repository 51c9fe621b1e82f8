import { literally, type Person } from "./person.ts";
import { expect, test } from "./story.ts";

const act = "window.broken=1";

/** What is sent, and what of it must be read on the page; null: all of it. */
const corpus: readonly (readonly [string, string | null])[] = [
  [`<script>${act}</script>`, null],
  [`<img src=x onerror="${act}">`, null],
  [`<svg/onload=${act}>`, null],
  [`"><iframe srcdoc="<script>parent.broken=1</script>"></iframe>`, null],
  [`<a href="javascript:${act}">a prize</a>`, null],
  [`javascript:${act}`, null],
  [`[a prize](javascript:${act})`, null],
  [`data:text/html,<script>${act}</script>`, null],
  [`https://example.org/"onmouseover="${act}`, null],
  [`https://example.org/'><script>${act}</script>`, null],
  [`http://javascript:${act}@example.org/`, null],
  [`\`<b onclick=${act}>\``, `<b onclick=${act}>`],
  [`\`\`\`\n</code></pre><script>${act}</script>\n\`\`\``, `</code></pre><script>${act}</script>`],
  [`&lt;img src=x onerror=${act}&gt;`, null],
  [`</title></textarea></style><script>${act}</script>`, null],
  [`<style>*{display:none!important}</style>`, null],
  [`<math><mtext><img src onerror=${act}></mtext></math>`, null],
  [`<base href="https://example.org/"><form action="https://example.org/"><input>`, null],
  [`{{constructor.constructor('${act}')()}} \${${act}} <%= ${act} %>`, null],
  [`__proto__ constructor.prototype`, null],
];
const name = `<img src=x onerror=${act}>`;

/** Nothing of what was written came to life. */
async function expectHarmless(person: Person): Promise<void> {
  const found = await person.page.evaluate(() => ({
    broken: "broken" in window,
    planted: document.querySelectorAll(
      "main :is(img, iframe, script, object, embed, base, style, math), [onclick], [onerror]",
    ).length,
    links: [...document.querySelectorAll("a")]
      .map((link) => link.protocol)
      .filter((protocol) => !/^https?:$/.test(protocol)),
  }));
  expect(found).toEqual({ broken: false, planted: 0, links: [] });
}

test("messages that would be code are words", async ({ meet }) => {
  const [eve, ada] = await Promise.all([meet(name), meet("Ada")]);
  const room = await eve.createRoom(`${crypto.randomUUID().slice(0, 8)} ${name}`, {
    description: `<script>${act}</script>`,
  });
  await ada.join(room);
  await ada.openRoom(room);
  await ada.page.setViewportSize({ width: 1440, height: 2_000 });
  for (const [body] of corpus) await eve.send(room, body);
  for (const [body, shown] of corpus) await expect(ada.timeline).toContainText(shown ?? body);
  await expectHarmless(ada);
  await ada.page.reload();
  for (const [body, shown] of corpus) await expect(ada.timeline).toContainText(shown ?? body);
  await expectHarmless(ada);
});

test("names of people and rooms that would be code are words wherever they stand", async ({ meet }) => {
  const [eve, ada] = await Promise.all([meet(name), meet("Ada")]);
  const title = `${crypto.randomUUID().slice(0, 8)} ${name}`;
  const room = await eve.createRoom(title, { description: `<script>${act}</script>` });
  await ada.open("/rooms");
  await ada.page.getByRole("searchbox").fill(title.slice(0, 8));
  await expect(ada.page.getByRole("listitem").filter({ hasText: title })).toContainText(`<script>${act}</script>`);
  await expectHarmless(ada);
  await ada.button(`Join ${title}`).click();
  await expect(ada.heading(title)).toBeVisible();
  await expect(ada.page).toHaveTitle(new RegExp(literally(title)));
  await eve.send(room, "Hello");
  await expect(ada.message(name, "Hello")).toBeVisible();
  await expect(ada.page.getByText(`${name} created this room`)).toBeVisible();
  await ada.button("Details and 2 members").click();
  await expect(ada.page.getByRole("complementary", { name: "Room details" })).toContainText(name);
  await expectHarmless(ada);
  await ada.page.keyboard.press("Control+k");
  await expect(ada.page.getByRole("option", { name: title })).toBeVisible();
  await expectHarmless(ada);
  await ada.page.keyboard.press("Escape");

  await eve.openRoom(room);
  await eve.button("More about this room").click();
  await eve.page.getByRole("menuitem", { name: "Leave room" }).click();
  await expect(eve.page.getByRole("alertdialog", { name: `Leave ${title}?` })).toBeVisible();
  await expectHarmless(eve);
});

test("an address that would be code leads nowhere but into the app", async ({ meet }) => {
  const ada = await meet("Ada", { as: "account" });
  for (const to of ["https://example.org/", "//example.org/", `javascript:${act}`, "/\\example.org"]) {
    await ada.open(`/sign-in?to=${encodeURIComponent(to)}`);
    await ada.fillSignIn(ada.account.username);
    await expect(ada.heading("Welcome, Ada")).toBeVisible();
    expect(new URL(ada.page.url()).origin).toBe(ada.url);
    await expectHarmless(ada);
    await ada.signOut();
  }
});
