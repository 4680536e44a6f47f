// What a person decides beside the answers: when to stop, how deep to go, and what
// is to count.

import assert from "node:assert/strict";
import { answered, fitIn, helper, here, journey, journeys, phone, question } from "./site.mjs";

const choices = (page) => page.getByRole("radio");

journeys("choices", () => {
  journey("stopping early, then going deeper by two sets", { viewport: phone, isMobile: true, hasTouch: true }, async (page) => {
    const answer = async () => {
      const before = page.url();
      await page.locator("label", { has: choices(page) }).nth(helper(before.match(/\/q\/(\w+)/)[1]) - 1).tap();
      await page.waitForURL((url) => url.href !== before);
    };
    await page.goto("/");
    await page.getByRole("button", { name: "Start the quick set" }).tap();
    await question(page, 1, 18);
    assert.equal(await page.getByRole("link", { name: "See my results now" }).count(), 0, "results are offered before an answer");
    for (let number = 1; number <= 8; number++) {
      await question(page, number, 18);
      await answer();
    }
    await page.getByRole("link", { name: "See my results now" }).tap();
    await here(page, "Your answers");
    await page.getByText(/If you answered the other 10 questions, about \d+ of the 10 careers/).waitFor();
    await page.getByRole("button", { name: "See my results" }).first().tap();
    await here(page, "Your results");
    await page.getByText("Based on 8 answers.").waitFor();

    // First the rest of the set, then a larger one.
    const offer = page.getByRole("region", { name: "Go deeper" });
    await offer.getByText(/of your top 10 careers would change|all but settled/).waitFor();
    await offer.getByRole("button", { name: "Answer 10 more questions" }).tap();
    for (let number = 9; number <= 18; number++) {
      await question(page, number, 18);
      await answer();
    }
    await here(page, "Your answers");
    await page.getByRole("button", { name: "See my results" }).first().tap();
    await here(page, "Your results");
    await offer.getByRole("button", { name: "Answer 42 more questions" }).tap();
    await question(page, 13, 60);
    await answer();
    await page.getByRole("link", { name: "Previous question" }).tap();
    await question(page, 13, 60);
    assert.equal(await page.getByRole("radio", { checked: true }).count(), 1, "the answer is kept");
    await page.getByRole("link", { name: "See my results now" }).tap();
    await page.getByText("You have answered 19 of 60 questions.").waitFor();
  });

  journey("saying what should count, without script", { javaScriptEnabled: false }, async (page) => {
    await page.goto(await answered("standard", helper));
    await here(page, "Your results");
    const first = page.getByRole("region", { name: /^Careers/ }).getByRole("listitem").filter({ has: page.getByRole("heading") }).first();
    const usual = { title: await first.getByRole("heading").innerText(), ...(await fitIn(first)) };
    const form = page.getByRole("region", { name: "What should count?" });
    const show = form.getByRole("button", { name: "Show my results this way" });

    for (const part of await form.getByRole("combobox").all()) await part.selectOption("Not at all");
    await show.click();
    await page.getByRole("alert").getByRole("link", { name: "Choose at least one part that counts" }).click();
    await page.waitForURL(/#weight-interests$/);

    await form.getByLabel("What matters to you").selectOption("More");
    await show.click();
    await page.getByText("Counts more: what matters to you. Does not count: what you like to do").waitFor();
    const changed = { title: await first.getByRole("heading").innerText(), ...(await fitIn(first)) };
    assert.notDeepEqual(changed, usual, "the list is another");
    await first.getByRole("link").first().click();
    await here(page, changed.title);
    await page.getByText("You chose what counts").waitFor();
    await page.getByRole("link", { name: "Back to your results" }).click();

    await form.getByRole("button", { name: "Back to usual" }).click();
    await here(page, "Your results");
    assert.equal(await page.getByText("You chose what counts").count(), 0);
    assert.deepEqual({ title: await first.getByRole("heading").innerText(), ...(await fitIn(first)) }, usual, "back to usual");
  });
});
