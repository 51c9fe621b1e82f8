import type { Page } from "@playwright/test";

/** What a browser says about a page that is not as it should be: broken rules, errors, questions nobody asked for. */
export class Complaints {
  readonly #heard: string[] = [];
  // The app asks who is there; for a stranger the answer is not a success, and the browser notes that down.
  readonly #expected: RegExp[] = [refused(401, "/me")];

  async listenTo(page: Page): Promise<void> {
    page.on("pageerror", (error) => this.#heard.push(`error: ${error.message}`));
    page.on("console", (message) => {
      if (message.type() === "error") this.#heard.push(`console: ${message.text()} (${message.location().url})`);
    });
    page.on("dialog", (dialog) => {
      this.#heard.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    await page.addInitScript(() => {
      document.addEventListener("securitypolicyviolation", (violation) => {
        console.error(`policy: ${violation.violatedDirective} forbids ${violation.blockedURI} ${violation.sample}`);
      });
    });
  }

  /** The story makes this happen on purpose. */
  expect(words: RegExp): void {
    this.#expected.push(words);
  }

  get unexpected(): readonly string[] {
    return this.#heard.filter((complaint) => !this.#expected.some((words) => words.test(complaint)));
  }
}

/** The browser tells of every answer that is not a success, and of every request that fails. */
export const refused = (status: number, path: string): RegExp => new RegExp(`status of ${status} .*/api/v1${path}`);
export const unreachable = /net::ERR_|WebSocket connection to/;
