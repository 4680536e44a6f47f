// Every page, in every state that it can be in: whole, reachable by assistive
// technology, and fitting its window, on a phone and on a desktop, light and dark.

import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { answered, desktop, helper, here, journey, open, out, outage, phone, witnessed } from "./site.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8") + ";0"; // nothing to hand back
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const screenshots = process.env.WORKFIT_SCREENSHOTS === "1";

const begun = (n) => () => answered("standard", (item, at) => (at < n ? helper(item) : undefined), { finish: false });
const finished = once(() => answered("standard", helper));
const hurried = once(() => answered("quick", helper));
const same = once(() => answered("quick", () => 3));
const contrary = once(() => answered("standard", (item, at) => (Math.floor(at / 2) % 2 ? 5 : 1)));

const parts = ["What you like to do", "Subjects", "How you work", "What you can do", "What matters to you"];

async function weigh(page, choices) {
  for (const [part, choice] of Object.entries(choices)) await page.getByLabel(part, { exact: true }).selectOption(choice);
  await page.getByRole("button", { name: "Show my results this way" }).click();
}

// The rules that colours can break: nothing else differs in the dark.
const colours = ["color-contrast", "link-in-text-block"];

const narrow = { width: 320, height: 640 };

// Each page: its name, the session that the visitor has, and how to get there.
const pages = {
  "landing": {},
  "landing, begun": { session: begun(12), at: () => "/" },
  "landing, finished": { session: finished, at: () => "/" },
  "landing, deleted": { at: () => "/?deleted=1" },
  "question, first": { session: begun(0) },
  "question": { session: begun(17), readme: { file: "question" } },
  "question, answered": { session: begun(3), at: (session) => `${session}/q/a1?from=review` },
  "question, chosen for the person": { session: () => answered("full", (item) => (item[0] === "r" ? helper(item) : undefined), { finish: false }) },
  "question, error": { session: begun(2), then: (page) => page.getByRole("button", { name: "Next" }).click(), title: /^Error: / },
  "review": { session: begun(20), at: (session) => `${session}/review` },
  "review, nothing answered": {
    session: begun(0),
    at: (session) => `${session}/review`,
    then: (page) => page.getByRole("button", { name: "See my results" }).first().click(),
    title: /^Error: /,
  },
  "review, finished": { session: hurried, at: (session) => `${session}/review` },
  "save": { session: begun(20), at: (session) => `${session}/save` },
  "save, code": {
    session: begun(20),
    at: (session) => `${session}/save`,
    then: (page) => page.getByRole("button", { name: "Make a resume code" }).click(),
  },
  "resume": { at: () => "/resume" },
  "resume, error": { at: () => "/resume", then: (page) => page.getByRole("button", { name: "Go on" }).click(), title: /^Error: / },
  "results": { session: finished, then: unfold, readme: { file: "results", from: "#families" } },
  "results, few answers": { session: () => answered("standard", (item, at) => (at < 8 ? (helper(item) > 3 ? 5 : 1) : undefined)) },
  "results, no clear pattern": { session: same },
  "results, doubtful": { session: contrary, then: (page) => page.getByRole("heading", { name: "extra care" }).waitFor() },
  "results, own weights": { session: () => answered("quick", helper), then: (page) => weigh(page, { "How you work": "More", "Subjects": "Not at all" }) },
  "results, weights refused": {
    session: hurried,
    then: (page) => weigh(page, Object.fromEntries(parts.map((part) => [part, "Not at all"]))),
    title: /^Error: /,
  },
  "results, all careers": { session: hurried, at: (session) => `${session}/results?all=1` },
  "careers": { at: () => "/careers" },
  "careers, found": { at: () => "/careers?q=engineer" },
  "careers, nothing found": { at: () => "/careers?q=qqxyzzy" },
  "careers, a family": { session: finished, at: () => "/careers?family=29" },
  "career": { at: () => "/careers/software-developers", then: unfold },
  "career, begun": { session: begun(3), at: () => "/careers/carpenters" },
  "career, with FIT": { session: finished, at: () => "/careers/registered-nurses", then: unfold, readme: { file: "career", from: "#fit" } },
  "career, other answers": {
    session: finished,
    at: () => "/careers/carpenters",
    then: (page) => page.getByRole("heading", { name: "What a different answer would have changed" }).waitFor(),
  },
  "career, no clear pattern": { session: same, at: () => "/careers/carpenters" },
  "career, little known": { session: finished, at: () => "/careers/infantry" },
  "about": { at: () => "/about" },
  "privacy": { session: begun(1), at: () => "/privacy" },
  "delete": { session: begun(5), at: (session) => `${session}/delete` },
  "error, no such page": { at: () => "/nowhere" },
  "error, no such answers": { at: () => "/s/nothing" },
  "error, finished": { session: hurried, at: (session) => `${session}/q/r1` },
  "error, no store": { session: begun(4), then: async (page) => { await outage(page); await page.keyboard.press("4"); await here(page, /cannot reach/); } },
};

// One visitor looks at them all, and forgets in between: a new one for each would
// take longer than to look at the page.
const visit = await open({});
after(() => visit.close());

for (const [name, { session, at, then, title, readme }] of Object.entries(pages)) {
  test(`page: ${name}`, { timeout: 60_000 }, () => witnessed(name, [visit], async () => {
    const { page } = visit;
    await page.context().clearCookies();
    await page.setViewportSize(desktop);
    const address = session ? await session() : undefined;
    if (address) await page.goto(address);
    if (!address || at) await page.goto(at ? at(address) : "/");
    if (then) await then(page);
    if (title) await page.waitForFunction(([pattern]) => new RegExp(pattern).test(document.title), [title.source]);

    assert.match(await page.title(), /\S.* – workfit$/);
    assert.equal(await page.getByRole("heading", { level: 1 }).count(), 1, "one h1");
    assert.equal(await page.getByRole("main").count(), 1, "one main part");
    assert.equal(await page.locator("html").getAttribute("lang"), "en");

    const found = [];
    for (const size of [narrow, phone, desktop]) {
      await page.setViewportSize(size);
      const wide = await tooWide(page);
      if (wide) found.push(`${size.width} px: sticks out at the side: ${wide}`);
    }
    await page.evaluate(shortenTables);
    await page.evaluate(axe);
    for (const size of [phone, desktop]) {
      await page.setViewportSize(size);
      for (const colorScheme of ["light", "dark"]) {
        await page.emulateMedia({ colorScheme });
        for (const violation of await inspect(page, colorScheme)) found.push(`${size.width} px, ${colorScheme}: ${violation}`);
        if (screenshots) await shoot(page, name, size, colorScheme, readme);
      }
    }
    assert.ok(found.length === 0, found.join("\n"));
  }));
}

journey("results can be printed", {}, async (page) => {
  await page.goto(await answered("standard", helper));
  await here(page, "Your results");
  const paper = (await page.pdf({ format: "A4" })).toString("latin1");
  const sheets = paper.match(/\/Type\s*\/Page\b/g)?.length ?? 0;
  assert.ok(paper.startsWith("%PDF-") && sheets >= 2, `${sheets} sheets of paper`);
});

// inspect runs axe with the rules of WCAG 2.2 A and AA; target-size, which axe
// leaves out unless asked, holds every target to 24 pixels.
async function inspect(page, colorScheme) {
  const { violations } = await page.evaluate((run) => window.axe.run(document, run), {
    ...(colorScheme === "dark" ? { runOnly: colours } : { runOnly: rules, rules: { "target-size": { enabled: true } } }),
    resultTypes: ["violations"],
  });
  return violations.map(({ id, help, nodes }) => {
    const shown = nodes.slice(0, 3).map(({ target, html, any, all, none }) =>
      `\n    ${target.join(" ")}\n      ${html.slice(0, 160)}\n      ${[...any, ...all, ...none].map((c) => c.message).join("; ")}`);
    return `${id} (${help}), ${nodes.length} times${shown.join("")}`;
  });
}

// once makes something when it is first asked for.
function once(make) {
  let made;
  return () => (made ??= make());
}

// Of a table of hundreds the first rows stand for all.
function shortenTables() {
  for (const row of document.querySelectorAll("tbody tr:nth-child(n + 30)")) row.remove();
}

async function unfold(page) {
  for (const fold of await page.locator("summary").all()) await fold.click();
}

// tooWide names what sticks out at the side.
function tooWide(page) {
  return page.evaluate(() => {
    if (document.documentElement.scrollWidth <= innerWidth) return "";
    return [...document.querySelectorAll("main *, header *, footer *")]
      .filter((e) => e.getBoundingClientRect().right > innerWidth + 0.5)
      .map((e) => `${e.tagName.toLowerCase()}.${e.className} “${e.textContent.trim().slice(0, 40)}”`)
      .slice(0, 5)
      .join(", ");
  });
}

// shoot writes what the page looks like: all of it, and for the README what fits
// the window, from the part that the picture is of.
async function shoot(page, name, size, colorScheme, readme) {
  const width = size === phone ? "phone" : "desktop";
  await page.screenshot({ path: `${out}/${name} ${width} ${colorScheme}.png`, fullPage: true });
  if (!readme || colorScheme !== "light") return;
  const folder = fileURLToPath(new URL("../../docs/screenshots", import.meta.url));
  mkdirSync(folder, { recursive: true });
  await page.evaluate((from) => {
    document.activeElement.blur();
    scrollTo(0, from ? document.querySelector(from).getBoundingClientRect().top + scrollY - 16 : 0);
  }, readme.from);
  await page.screenshot({ path: `${folder}/${readme.file}-${width}.png` });
}
