// Ways that people take, told by what they see: labels, headings, buttons.

import assert from "node:assert/strict";
import { answered, fitIn, helper, here, journey, journeys, outage, phone, question, sessionOf } from "./site.mjs";

const choices = (page) => page.getByRole("radio");

journeys("ways", () => {
  journey("the full set with a mouse, to a career and its pay", {}, async (page) => {
    await page.goto("/");
    await here(page, "Find work that fits you");
    await page.getByRole("button", { name: "Start the full set" }).click();

    for (let number = 1; number <= 60; number++) {
      const progress = page.getByRole("progressbar", { name: `Question ${number} of 60`, exact: true });
      assert.equal(Number(await progress.getAttribute("value")), number - 1, "progress");
      const item = page.url().split("/").at(-1);
      // The label is what one clicks, not the small circle in it.
      await page.locator("label", { has: choices(page) }).nth(helper(item) - 1).click();
    }

    await here(page, "Your answers");
    await page.getByText("You have answered 60 of 60 questions.").waitFor();
    await page.getByRole("button", { name: "See my results" }).first().click();
    await here(page, "Your results");
    await page.getByText("Based on 60 answers.").waitFor();

    const headings = await page.getByRole("heading", { level: 2 }).allInnerTexts();
    const families = headings.indexOf("Job families that fit you");
    const careers = headings.indexOf("Careers that fit you");
    assert.ok(families >= 0 && careers > families, `families come before careers: ${headings}`);

    const first = firstCareer(page);
    const title = await first.getByRole("heading").innerText();
    const listed = await fitIn(first);
    assert.ok(listed.fit > 70, `the best career has FIT ${listed.fit}`);
    assert.match(await first.innerText(), /\$[\d,]+ a year/, "pay in the list");
    await first.getByRole("link", { name: title }).click();

    await here(page, title);
    const fit = page.getByRole("region", { name: "Does this career fit you?" });
    assert.deepEqual(await fitIn(fit), listed, "the FIT on the career's page and in the list");
    await fit.getByText(`Your FIT with this career is ${listed.fit}.`).waitFor();
    await fit.getByText("That is place 1 of").waitFor();
    const strongest = await fit.getByText("Speaks for it most").locator("xpath=following-sibling::dd").innerText();
    assert.match(strongest, /^You|^Your|^This work/, "the strongest reason is a sentence");
    const reasons = fit.getByRole("heading", { name: "What else speaks for it" }).locator("xpath=following-sibling::ul[1]/li");
    assert.ok((await reasons.count()) >= 1, "reasons are given");
    assert.ok(!(await reasons.allInnerTexts()).includes(strongest), "the strongest reason is told once");
    for (const reason of await reasons.allInnerTexts()) assert.match(reason, /^You|^Your|^This work/, "a reason is a sentence");
    await fit.getByText("The largest single things").click();
    for (const table of await fit.getByRole("table").allInnerTexts()) assert.match(table, new RegExp(`Total: FIT ${listed.fit}`));

    const skills = page.getByRole("region", { name: "Skills: what it needs and what you say you have" });
    assert.match(await skills.innerText(), /Going by your own ratings, you have/);
    assert.match(await skills.innerText(), /None of this is part of FIT/);

    const pay = page.getByRole("region", { name: "Pay", exact: true });
    assert.match(await pay.innerText(), /Half of the people in this work earn more than \$[\d,]+ a year/);
    assert.match(await pay.innerText(), /Source: .*\b20\d\d\b/, "pay has a source and its year");

    await fit.getByRole("link", { name: "Back to your results" }).click();
    await here(page, "Your results");
  });

  journey("the quick set with the keyboard alone, to a career", {}, async (page) => {
    const keys = page.keyboard;
    await page.goto("/");

    // The first stop leads past the header.
    await tab(page);
    assert.equal(await focusedText(page), "Skip to the main part");
    await keys.press("Enter");
    await tabTo(page, page.getByRole("button", { name: "Start the quick set" }));
    await keys.press("Enter");

    for (let number = 1; number <= 18; number++) {
      await question(page, number, 18);
      assert.match(await focusedText(page), /^How /, "reading starts at the question");
      const answer = String(helper(page.url().split("/").at(-1)));
      const first = choices(page).first();
      switch (number % 4) {
        case 0: // arrows, which alone must not send, then Enter
          await tabTo(page, first);
          await keys.press("Space");
          for (let at = 1; at < Number(answer); at++) await arrow(page);
          await keys.press("Enter");
          break;
        case 1: // the number key, at once
          await keys.press(answer);
          break;
        case 2: // arrows, then the button
          await tabTo(page, first);
          await keys.press("Space");
          for (let at = 1; at < Number(answer); at++) await arrow(page);
          await tabTo(page, page.getByRole("button", { name: "Next" }));
          await keys.press("Space");
          break;
        case 3: // the number key from within the answers
          await tabTo(page, first);
          await keys.press(answer);
          break;
      }
    }

    await here(page, "Your answers");
    await tabTo(page, page.getByRole("button", { name: "See my results" }).first());
    await keys.press("Enter");
    await here(page, "Your results");

    // The contents lead to the list, and the next stop is in it.
    await tabTo(page, page.getByRole("navigation", { name: "On this page" }).getByRole("link", { name: "Careers" }));
    await keys.press("Enter");
    await page.waitForURL(/#careers$/);
    const first = firstCareer(page);
    const listed = await fitIn(first);
    const title = await first.getByRole("heading").innerText();
    await tab(page);
    assert.equal(await focusedText(page), title, "the stop after the contents is the first career");
    await keys.press("Enter");
    await here(page, title);
    assert.deepEqual(await fitIn(page.getByRole("region", { name: "Does this career fit you?" })), listed);

    // What is folded opens with a key.
    await tabTo(page, page.getByText("The largest single things"));
    await keys.press("Enter");
    await page.getByRole("table").nth(1).getByText("Total: FIT").waitFor();
  });

  journey("the quick set without script on a phone: slips, changes, save, resume, delete", { viewport: phone, isMobile: true, hasTouch: true, javaScriptEnabled: false }, async (page, visitor) => {
    const button = (name) => page.getByRole("button", { name }).first().tap();
    const choose = (n) => choices(page).nth(n - 1).tap();
    await page.goto("/");
    await button("Start the quick set");
    await question(page, 1, 18);

    // No answer.
    const refused = page.waitForResponse((r) => r.request().method() === "POST");
    await button("Next");
    assert.equal((await refused).status(), 422);
    await page.getByRole("alert").getByRole("heading", { name: "There is a problem" }).waitFor();
    assert.match(await page.title(), /^Error: Question 1 of 18/);
    const wrong = page.getByRole("group", { name: /^How much would you like/ });
    assert.match(await described(wrong), /Choose an answer, or skip this question/);
    await page.getByRole("alert").getByRole("link", { name: "Choose an answer, or skip this question" }).tap();
    await page.waitForURL(/#answer-1$/);
    assert.equal(await choices(page).first().evaluate((e) => e === document.activeElement), true, "the summary leads to the answers");

    // Answer, skip, go back, change one's mind.
    await choose(4);
    await button("Next");
    await question(page, 2, 18);
    assert.equal(await page.getByRole("radio", { checked: true }).count(), 0);
    await button("Skip this question");
    await question(page, 3, 18);
    await page.getByRole("link", { name: "Previous question" }).tap();
    await question(page, 2, 18);
    await page.getByRole("link", { name: "Previous question" }).tap();
    await question(page, 1, 18);
    assert.ok(await choices(page).nth(3).isChecked(), "the earlier answer is chosen");
    await choose(2);
    await button("Next");
    await question(page, 3, 18);
    await choose(5);
    await button("Next");
    await question(page, 4, 18);

    // Save for later: the link and the code.
    await page.getByRole("link", { name: "Save for later" }).tap();
    await here(page, "Save for later");
    const session = sessionOf(page);
    const link = await page.getByRole("link", { name: `/s/${session}` }).innerText();
    assert.equal(link, new URL(`/s/${session}`, page.url()).href);
    await button("Make a resume code");
    const saved = page.getByRole("status");
    await saved.getByRole("heading", { name: "Your resume code" }).waitFor();
    const code = (await saved.innerText()).match(/[B-Z]{5}-[B-Z]{5}-[B-Z]{5}/)[0];
    assert.equal(await page.getByRole("button", { name: /^Copy/ }).count(), 0, "buttons that need script are not shown without");

    // Elsewhere: by the link; by the code as people type it.
    const elsewhere = await visitor();
    await elsewhere.goto(link);
    await question(elsewhere, 4, 18);
    const typed = await visitor();
    await typed.goto("/");
    await typed.getByRole("link", { name: "I have a resume code" }).tap();
    await typed.getByRole("textbox", { name: "Resume code" }).fill("bcdfg hjkmn pqrst");
    await typed.getByRole("button", { name: "Go on" }).tap();
    await typed.getByRole("alert").getByRole("link", { name: /^We found nothing for this code/ }).waitFor();
    assert.match(await typed.title(), /^Error: /);
    const field = typed.getByRole("textbox", { name: "Resume code" });
    assert.match(await described(field), /15 letters.*We found nothing/s);
    assert.equal(await field.getAttribute("aria-invalid"), "true");
    await field.fill(` ${code.toLowerCase().replaceAll("-", "  ")} `);
    await typed.getByRole("button", { name: "Go on" }).tap();
    await question(typed, 4, 18);
    assert.equal(sessionOf(typed), session);

    // Back on the phone, to the end.
    await page.goto("/");
    await page.getByText("You have answered 2 of 18 questions.").waitFor();
    await page.getByRole("link", { name: "Go on where you stopped" }).tap();
    for (let number = 4; number <= 18; number++) {
      await question(page, number, 18);
      await choose(helper(page.url().split("/").at(-1)));
      await button("Next");
    }

    // Look through the answers, change one and give the one left out.
    await here(page, "Your answers");
    await page.getByText("You have answered 17 of 18 questions.").waitFor();
    await page.getByText("Skipped", { exact: true }).waitFor();
    await page.getByRole("link", { name: /^Change ?: / }).nth(1).tap();
    await question(page, 3, 18);
    assert.ok(await choices(page).nth(4).isChecked());
    await page.getByRole("link", { name: "Back to all my answers" }).waitFor();
    await choose(1);
    await button("Save and go back");
    await here(page, "Your answers");
    assert.match(await row(page, 2).innerText(), /dislike it a lot/);
    await page.getByRole("link", { name: /^Answer ?: / }).tap();
    await question(page, 2, 18);
    await choose(3);
    await button("Save and go back");
    await page.getByText("You have answered 18 of 18 questions.").waitFor();
    await button("See my results");
    await here(page, "Your results");
    const best = firstCareer(page);
    const listed = await fitIn(best);
    await best.getByRole("link").first().tap();
    assert.deepEqual(await fitIn(page.getByRole("region", { name: "Does this career fit you?" })), listed);
    await page.getByRole("link", { name: "Back to your results" }).tap();

    // Open it again, then delete it all.
    await button("Change my answers");
    await here(page, "Your answers");
    await button("See my results");
    await page.getByRole("link", { name: "Delete my answers and results" }).tap();
    await here(page, "Delete your answers?");
    await page.getByRole("link", { name: "No, keep them" }).tap();
    await here(page, "Your answers");
    await page.getByRole("link", { name: "Delete my answers" }).tap();
    await page.getByText("This deletes your 18 answers").waitFor();
    await button("Yes, delete them");
    await page.getByRole("status").getByText("Your answers have been deleted").waitFor();
    for (const gone of [page, elsewhere, typed]) {
      assert.equal((await gone.goto(link)).status(), 404);
      await here(gone, "We cannot find these answers");
    }
    await typed.getByRole("link", { name: "I have a resume code" }).tap();
    await typed.getByRole("textbox", { name: "Resume code" }).fill(code);
    await typed.getByRole("button", { name: "Go on" }).tap();
    await typed.getByRole("alert").getByText("We found nothing for this code").waitFor();
  });

  journey("two tabs of one session lose nothing of each other", {}, async (page) => {
    const other = await page.context().newPage();
    await page.goto("/");
    await page.getByRole("button", { name: "Start the quick set" }).click();
    await question(page, 1, 18);
    await page.keyboard.press("1");
    await question(page, 2, 18);

    await other.goto(`/s/${sessionOf(page)}/review`);
    await other.getByRole("link", { name: /^Answer ?: / }).nth(4).click();
    await question(other, 6, 18);
    // Both have their question open before either answers.
    await Promise.all([page.keyboard.press("2"), other.keyboard.press("5")]);
    await question(page, 3, 18);
    await here(other, "Your answers");

    await page.getByRole("link", { name: "See all my answers" }).click();
    await page.getByText("You have answered 3 of 18 questions.").waitFor();
    assert.match(await row(page, 0).innerText(), /dislike it a lot/);
    assert.match(await row(page, 1).innerText(), /would dislike it\n/);
    assert.match(await row(page, 5).innerText(), /would like it a lot/);
  });

  journey("whoever answers everything the same sees no clear pattern", { viewport: phone, isMobile: true, hasTouch: true }, async (page) => {
    await page.goto("/");
    await page.getByRole("button", { name: "Start the quick set" }).tap();
    for (let number = 1; number <= 18; number++) {
      await question(page, number, 18);
      await page.locator("label", { has: choices(page) }).nth(2).tap();
    }
    await here(page, "Your answers");
    await page.getByRole("button", { name: "See my results" }).first().tap();
    await page.getByRole("heading", { name: "There is no clear pattern yet" }).waitFor();
    await page.getByText("You gave the same answer 18 times in a row.").waitFor();
    assert.equal(await page.getByRole("heading", { name: /fit you/ }).count(), 0, "no heading promises a fit");
    const list = firstCareer(page);
    assert.equal(await list.isVisible(), false, "the list is folded");
    await page.getByText("Show the list of careers anyway").tap();
    const listed = await fitIn(list);
    await list.getByRole("link").first().tap();
    const fit = page.getByRole("region", { name: "Does this career fit you?" });
    assert.deepEqual(await fitIn(fit), listed);
    await fit.getByText("Your answers show no clear pattern yet").waitFor();
  });

  journey("looking for careers", {}, async (page) => {
    const search = async (words) => {
      await page.getByRole("search").getByRole("searchbox", { name: "Name of a job or career" }).fill(words);
      await page.getByRole("search").getByRole("button", { name: "Search" }).click();
    };
    await page.goto("/");
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Careers" }).click();
    await here(page, "Careers");

    await search("plumber");
    await page.getByRole("heading", { name: /careers? found|first \d+ careers/ }).waitFor();
    const first = page.getByRole("main").getByRole("listitem").first();
    assert.match(await first.innerText(), /Plumbers.*also called Plumber/s);

    await search("sofware develper");
    await page.getByRole("link", { name: "Software Developers", exact: true }).waitFor();
    assert.equal(await first.getByRole("link").innerText(), "Software Developers", "a typo is forgiven");

    await search("qqxyzzy");
    await page.getByRole("heading", { name: "No career found for “qqxyzzy”" }).waitFor();
    assert.equal(await page.getByRole("searchbox").inputValue(), "qqxyzzy");

    // From the families, down to a career that leads to others.
    await page.getByRole("link", { name: "Health care", exact: true }).click();
    await here(page, "Health care");
    await page.getByText("In alphabetical order.").waitFor();
    await page.getByRole("link", { name: "Registered Nurses", exact: true }).click();
    await here(page, "Registered Nurses");
    const fit = page.getByRole("region", { name: "Does this career fit you?" });
    await fit.getByRole("link", { name: "Start the assessment" }).waitFor();
    const similar = page.getByRole("region", { name: "Similar careers" }).getByRole("link").first();
    const title = await similar.innerText();
    await similar.click();
    await here(page, title);

    // By the code of the occupation.
    for (const code of ["29-1141.00", "29-1141"]) {
      assert.equal((await page.goto(`/careers/${code}`)).status(), 200);
      assert.equal(new URL(page.url()).pathname, "/careers/registered-nurses");
    }
  });

  journey("a career page knows an assessment that is begun", {}, async (page) => {
    await page.goto(await answered("quick", (item, at) => (at < 2 ? helper(item) : undefined), { finish: false }));
    await page.goto("/careers/registered-nurses");
    await page.getByRole("region", { name: "Does this career fit you?" }).getByRole("link", { name: "Go on with the questions" }).click();
    await question(page, 3, 18);
  });

  journey("addresses that lead nowhere", {}, async (page) => {
    const unknown = "/s/3f0c8a52-6a9d-4a55-9f0e-0c6f7b1f9a11";
    for (const [address, heading, way] of [
      ["/nowhere", "There is nothing at this address", "Go to the first page"],
      [unknown, "We cannot find these answers", "Start again"],
      [`${unknown}/results`, "We cannot find these answers", "I have a resume code"],
      ["/careers/wizard", "We do not know this career", "Careers"],
      ["/careers?family=99", "We do not know this career", "Careers"],
    ]) {
      assert.equal((await page.goto(address)).status(), 404, address);
      await here(page, heading);
      const main = page.getByRole("main");
      await main.getByRole("link", { name: way }).waitFor();
      assert.doesNotMatch(await main.innerText(), /this number/, "a request number is for our faults only");
      await main.getByRole("link", { name: way }).click();
      await page.getByRole("heading", { level: 1 }).waitFor();
      assert.notEqual(new URL(page.url()).pathname, address, `${way} leads on`);
    }
  });

  journey("the store goes away in the middle and comes back", {}, async (page) => {
    await page.goto(await answered("quick", (item, at) => (at < 5 ? helper(item) : undefined), { finish: false }));
    await question(page, 6, 18);

    const back = await outage(page);
    const refused = page.waitForResponse((r) => r.request().method() === "POST");
    await page.keyboard.press("5");
    assert.equal((await refused).status(), 503);
    await here(page, "We cannot reach your answers just now");
    assert.match(await page.getByRole("main").innerText(), /give this number: [A-Z0-9]{12}/, "a fault of ours has a number");
    // Trying again too early does no harm.
    await page.getByRole("button", { name: "Try again" }).click();
    await here(page, "We cannot reach your answers just now");

    // Pages that do not need the person's answers work meanwhile.
    const other = await page.context().newPage();
    assert.equal((await other.goto("/careers/plumbers-pipefitters-and-steamfitters")).status(), 200);

    await back();
    await page.getByRole("button", { name: "Try again" }).click();
    await question(page, 7, 18);
    await page.getByRole("link", { name: "See all my answers" }).click();
    await page.getByText("You have answered 6 of 18 questions.").waitFor();
    assert.match(await row(page, 5).innerText(), /would like it a lot/, "the answer given in the outage is kept");
  });
});

// row is what the review shows of one item, counted from 0.
const row = (page, at) => page.locator("dl > div").nth(at);

// firstCareer is the first of the careers on a page of results; what they have in
// common stands above it.
const firstCareer = (page) =>
  page.getByRole("region", { name: /^Careers/ }).locator("li", { has: page.locator("h3") }).first();

// described is the text that explains an element to a screen reader.
const described = (element) => element.evaluate((e) =>
  (e.getAttribute("aria-describedby") ?? "").split(" ").map((id) => document.getElementById(id)?.textContent ?? "").join(" "));

const focusedText = (page) => page.evaluate(() => document.activeElement.textContent.trim());

// tab goes to the next stop and makes sure that one can see where it is.
async function tab(page) {
  await page.keyboard.press("Tab");
  await focusIsSeen(page);
}

async function arrow(page) {
  await page.keyboard.press("ArrowDown");
  await focusIsSeen(page);
}

async function tabTo(page, element) {
  for (let stops = 0; stops < 60; stops++) {
    if (await element.evaluate((e) => e === document.activeElement)) return;
    await tab(page);
  }
  assert.fail(`the Tab key does not lead to ${element}`);
}

// A stop is seen when it, or the label around it, lies in the window and has an
// outline of two pixels or more that stands out from the page.
async function focusIsSeen(page) {
  const trouble = await page.evaluate(() => {
    const stop = document.activeElement;
    if (stop === document.body) return ""; // between the end of the page and its start
    const name = `${stop.tagName.toLowerCase()} “${(stop.labels?.[0] ?? stop).textContent.trim().slice(0, 60)}”`;
    const ring = [stop, ...(stop.labels ?? [])].find((e) => {
      const style = getComputedStyle(e);
      return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 && !/, 0\)$|transparent/.test(style.outlineColor);
    });
    if (!ring) return `${name} has the focus, but nothing shows it`;
    const box = ring.getBoundingClientRect();
    if (box.width < 1 || box.bottom <= 0 || box.top >= innerHeight || box.right <= 0 || box.left >= innerWidth) {
      return `${name} has the focus, but is out of sight`;
    }
    return "";
  });
  assert.equal(trouble, "", page.url());
}
