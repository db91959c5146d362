import { Counter, requestOf, WHOLE_VISIT } from "../../support/counter.ts";
import { expect, test } from "../../support/test.ts";

test.describe("by keyboard", () => {
  let counter: Counter;

  test.beforeEach(async ({ page, signIn }) => {
    await signIn("mediator");
    counter = await Counter.open(page);
  });

  test.afterEach(async () => {
    await expect(counter.field, "the field keeps the focus").toBeFocused();
  });

  test("after a note, the field is in sight again", async ({ page }) => {
    await page.setViewportSize({ width: 1366, height: 640 });
    await counter.press("1", "i");
    await page.getByRole("button", { name: "Note" }).focus();
    await counter.press("Enter");
    await page.keyboard.type("Revient jeudi");
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
    await counter.press("Escape");
    await expect(counter.field).toBeFocused();
    await expect(counter.field).toBeInViewport({ ratio: 1 });
    await counter.press("Enter");
    await expect(counter.told).toContainText("enregistré. Visite terminée.");
    await expect(counter.field).toBeInViewport({ ratio: 1 });
  });

  test("« / » leads to the note, and Ctrl Enter records from there", async ({ page }) => {
    await counter.press("1", "i");
    await counter.search("/note");
    await counter.press("Enter");
    await expect(page.locator("#counter-note")).toBeFocused();
    await page.keyboard.type("Revient jeudi");
    await counter.press("Control+Enter");
    await expect(counter.told).toContainText("enregistré. Visite terminée.");
    await expect(counter.field).toBeFocused();
    expect(requestOf(await counter.acknowledged(WHOLE_VISIT)).note).toBe("Revient jeudi");
  });

  test("three keystrokes record a usual request", async ({ page }) => {
    await page.evaluate(() => {
      addEventListener("keydown", () => (document.documentElement.dataset["keys"] = String(Number(document.documentElement.dataset["keys"] ?? 0) + 1)), true);
    });
    const before = await counter.today();
    await counter.press("4", "e", "Enter");
    const entries = await counter.acknowledged(WHOLE_VISIT);
    expect(await page.locator("html").getAttribute("data-keys"), "keys pressed").toBe("3");
    expect(counter.sent, "one batch").toHaveLength(1);
    expect(requestOf(entries).body).toMatchObject({ theme: "electricite.facture", acts: ["explain"], defaults: ["outcome"] });
    await expect(counter.told).toContainText("enregistré. Visite terminée.");
    await expect(counter.lines.first()).toContainText("Facture à comprendre");
    expect(await counter.today()).toEqual({ visits: before.visits + 1, requests: before.requests + 1 });
    expect(await counter.onServer(requestOf(entries))).toEqual({ withdrawn: false });
  });

  for (const [typed, theme, operator] of [
    ["fature edf", "electricite.facture", "edf"],
    ["pasport", "papiers.identite", undefined],
  ] as const) {
    test(`« ${typed} » finds its theme`, async () => {
      await counter.search(typed);
      await counter.press("Enter");
      await expect(counter.tokens).not.toHaveCount(0);
      await counter.press("Enter");
      const { body } = requestOf(await counter.acknowledged(WHOLE_VISIT));
      expect(body["theme"]).toBe(theme);
      if (operator) expect(body["operator"]).toBe(operator);
      expect(body["defaults"], "nobody said what was done").toContain("acts");
    });
  }

  test("/ alone opens the list of what may be said", async ({ page }) => {
    const options = page.locator("#counter-list [role=option]");
    for (const keys of [["/"], ["4", "/"]]) {
      await counter.press(...keys);
      await expect(options.first()).toBeVisible();
      expect(await options.count()).toBeGreaterThan(20);
      await expect(page.locator("#counter-list .suggestion-none")).toHaveCount(0);
      await counter.press("Escape");
    }
    await counter.press("Escape");
  });

  test("+ keeps the visit open, Enter on an empty field ends it", async ({ page }) => {
    const before = await counter.today();
    await counter.press("4", "e", "+");
    await expect(page.locator("#counter-title")).toHaveText("Visite en cours");
    await counter.press("2", "i", "+", "Enter");
    const entries = await counter.acknowledged(["visit.opened", "request.recorded", "request.recorded", "visit.closed"]);
    expect(new Set(entries.slice(1).map(({ body }) => body["visit"])), "one visit").toEqual(new Set([entries[0]!.id]));
    await expect(counter.told).toContainText("Visite terminée");
    await expect(counter.told).not.toContainText("La visite continue");
    await expect(page.locator("#counter-undo"), "the last request may still be taken back").toBeVisible();
    expect(await counter.today()).toEqual({ visits: before.visits + 1, requests: before.requests + 2 });
  });

  test("= repeats the last request for somebody else", async () => {
    await counter.press("4", "m", "Enter", "=", "Enter");
    const entries = await counter.acknowledged([...WHOLE_VISIT, ...WHOLE_VISIT]);
    const [first, second] = entries.filter(({ kind }) => kind === "request.recorded").map(({ body }) => body);
    expect({ ...second, visit: "" }).toEqual({ ...first, visit: "" });
    expect(second?.["visit"]).not.toBe(first?.["visit"]);
  });

  test("Ctrl+Z takes the last request back into the field, and out of the day", async () => {
    const before = await counter.today();
    await counter.press("4", "m", "Enter");
    await counter.acknowledged(WHOLE_VISIT);
    await counter.press("Control+z");
    await counter.acknowledged([...WHOLE_VISIT, "withdrawn", "withdrawn"]);
    await expect(counter.tokens.first()).toContainText("Facture");
    await expect(counter.tokens.nth(1)).toContainText("Médiation");
    expect(await counter.today()).toEqual(before);
    await counter.press("Enter");
    const entries = await counter.acknowledged([...WHOLE_VISIT, "withdrawn", "withdrawn", ...WHOLE_VISIT]);
    expect(await counter.today()).toEqual({ visits: before.visits + 1, requests: before.requests + 1 });
    const [taken, kept] = entries.filter(({ kind }) => kind === "request.recorded");
    expect(await counter.onServer(taken!)).toEqual({ withdrawn: true });
    expect(await counter.onServer(kept!)).toEqual({ withdrawn: false });
  });

  test("several acts, and details by / and by words, make one request", async () => {
    await counter.search("/arabe");
    await counter.press("Enter", "4", "i", "m", "i", "e");
    await counter.search("/25");
    await counter.press("Enter");
    await counter.search("telephone");
    await counter.press("Enter", "Enter");
    const entries = await counter.acknowledged(WHOLE_VISIT);
    expect(entries[0]!.body).toEqual({ channel: "phone", language: "ar" });
    expect(requestOf(entries).body).toMatchObject({ acts: ["mediate", "explain"], minutes: 25 });
    await expect(counter.lines.first()).toContainText("25");
  });

  test("Backspace and Escape take back what was not saved", async () => {
    await counter.press("4", "m", "Backspace");
    await expect(counter.tokens).toHaveCount(2);
    await expect(counter.tokens.nth(1), "only what is usual is left").toHaveClass(/is-usual/);
    await counter.press("Backspace", "Backspace", "2", "Escape");
    await expect(counter.tokens).toHaveCount(0);
    await counter.press("Enter");
    await expect(counter.told).toContainText("Choisissez");
    expect(counter.sent).toEqual([]);
  });

  test("a digit of a French keyboard needs no shift", async ({ page }) => {
    await counter.field.dispatchEvent("keydown", { key: "'", code: "Digit4", bubbles: true, cancelable: true });
    await expect(counter.tokens.first()).toContainText("Facture");
    await page.keyboard.press("Escape");
  });

  test("the sheet stands beside the request, and ? shows the keys", async ({ page }) => {
    await expect(page.locator("#counter-keys")).toBeVisible();
    await counter.press("4");
    await expect(page.locator("#counter-sheet h2")).toContainText("facture");
    await expect(page.locator("#counter-sheet-print")).toHaveAttribute("href", /^\/sheets\/electricite\.facture\?place=\d+$/);
    await counter.press("?");
    await expect(page.locator("#counter-keys")).toBeVisible();
    await counter.press("?", "Escape");
    await expect(page.locator("#counter-keys")).toBeVisible();
  });
});
