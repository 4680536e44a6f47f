// The browser, the visitors in it, and short ways to what journeys begin with.

import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { after, describe, test } from "node:test";
import { chromium } from "playwright-core";

export const site = process.env.WORKFIT_URL;
const control = process.env.WORKFIT_CONTROL;

export const out = `${import.meta.dirname}/out`;
mkdirSync(out, { recursive: true });

export const phone = { width: 360, height: 780 };
export const desktop = { width: 1280, height: 900 };

// A page has this long to do what is waited for.
const patience = 10_000;

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM,
  headless: true,
  args: [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-first-run",
  ],
});
after(() => browser.close());

// open opens a browser that knows nothing yet, at a window of its own.
export async function open(options) {
  const context = await browser.newContext({ baseURL: site, viewport: desktop, reducedMotion: "reduce", ...options });
  context.setDefaultTimeout(patience);
  return { page: await context.newPage(), complaints: watch(context), close: () => context.close() };
}

// journeys are made two at a time: much of each is waiting.
export const journeys = (name, make) => describe(name, { concurrency: 2 }, make);

// journey is a test with a visitor of its own, who may come with more browsers.
export function journey(name, options, walk) {
  test(name, { timeout: 120_000 }, async () => {
    const visits = [await open(options)];
    const visitor = async () => {
      visits.push(await open(options));
      return visits.at(-1).page;
    };
    try {
      await witnessed(name, visits, () => walk(visits[0].page, visitor));
    } finally {
      for (const visit of visits) await visit.close();
    }
  });
}

// witnessed takes a walk and keeps a picture of where it failed. Nothing may have
// gone wrong behind the visitor's back either.
export async function witnessed(name, visits, walk) {
  try {
    await walk();
    assert.deepEqual(visits.flatMap(({ complaints }) => complaints()), [], "what the browser complained about");
  } catch (error) {
    const file = `${out}/failed ${name.replace(/[^\w ]/g, "")}.png`;
    await visits[0].page.screenshot({ path: file }).catch(() => {});
    error.stack += `\nat ${visits[0].page.url()}\nsee ${file}`;
    throw error;
  }
}

// watch notes requests to other sites, and all that a browser complains about:
// script errors, things the security policy forbids, parts of pages that are not
// there. That a page itself is an error page is no complaint. It returns a function
// that hands over what was noted since it was last called.
function watch(context) {
  const noted = [];
  const messages = [];
  const errorPages = new Set();
  context.on("request", (request) => {
    if (new URL(request.url()).origin !== site) noted.push(`asks another site: ${request.url()}`);
  });
  context.on("requestfailed", (request) => {
    if (request.failure().errorText !== "net::ERR_ABORTED") noted.push(`${request.failure().errorText}: ${request.url()}`);
  });
  context.on("response", (response) => {
    if (response.status() < 400) return;
    if (response.request().isNavigationRequest()) errorPages.add(response.url());
    else noted.push(`${response.status()}: ${response.url()}`);
  });
  context.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) messages.push({ text: message.text(), url: message.location().url });
  });
  context.on("weberror", (e) => noted.push(`script error: ${e.error()}`));
  return () => [
    ...noted.splice(0),
    ...messages
      .splice(0)
      .filter(({ text, url }) => !(text.startsWith("Failed to load resource") && errorPages.has(url)))
      .map(({ text, url }) => `console at ${url}: ${text}`),
  ];
}

// outage makes the store fail for the session that a page is in, until the
// function it returns is called.
export async function outage(page) {
  const address = `${control}/outage/${sessionOf(page)}`;
  assert.equal((await fetch(address, { method: "PUT" })).status, 200);
  return async () => assert.equal((await fetch(address, { method: "DELETE" })).status, 200);
}

export function sessionOf(page) {
  const found = new URL(page.url()).pathname.match(/^\/s\/([0-9a-f-]{36})/);
  assert.ok(found, `${page.url()} is in no session`);
  return found[1];
}

// answered makes a session through the API, for journeys that begin later, and
// returns its address. answer says what is answered to an item: 1 to 5, or
// undefined for none.
export async function answered(form, answer, { finish = true } = {}) {
  const { forms } = await api("GET", "/instruments/fit");
  const { id } = await api("POST", "/sessions", { form });
  for (const [at, item] of forms.find((f) => f.id === form).items.entries()) {
    const value = answer(item, at);
    if (value !== undefined) await api("PUT", `/sessions/${id}/answers/${item}`, { value });
  }
  if (finish) await api("POST", `/sessions/${id}/finish`);
  return `/s/${id}`;
}

async function api(method, path, body) {
  const response = await fetch(`${site}/api/v1${path}`, {
    method,
    headers: body && { "Content-Type": "application/json" },
    body: body && JSON.stringify(body),
  });
  assert.ok(response.ok, `${method} ${path}: ${response.status}`);
  return response.status === 204 ? undefined : response.json();
}

// helper is a person who likes to help and to find things out, is good with
// people, and cares little for selling and for machines.
export function helper(item) {
  const own = {
    s1: 4, s2: 4, s3: 5, s4: 3, s5: 3, i1: 2, i2: 4, i3: 5, i4: 4, i5: 2, a2: 2, a3: 3, a4: 2, r3: 3, r4: 4, c3: 3,
    w1: 4, w2: 5, w5: 5, w6: 2, w11: 5, w12: 4, w13: 2, w14: 4, k1: 4, k2: 4, k3: 5, k7: 1, k8: 1, k9: 2, v2: 4, v4: 5, v5: 4, v9: 2,
  };
  const usual = { r: 2, i: 3, a: 2, s: 4, e: 2, c: 2, w: 3, k: 3, v: 3 };
  return own[item] ?? usual[item[0]];
}

// here waits for a page with this heading.
export async function here(page, heading) {
  await page.getByRole("heading", { level: 1, name: heading }).waitFor();
}

// question waits for the question with this number.
export async function question(page, number, total) {
  await page.getByText(`Question ${number} of ${total}`, { exact: true }).waitFor();
}

// fitIn reads the FIT that a part of a page shows, with its range.
export async function fitIn(part) {
  const text = (await part.innerText()).replace(/\s+/g, " ");
  const found = text.match(/FIT (\d+) .*?between (\d+) and (\d+)/);
  assert.ok(found, `no FIT in: ${text}`);
  const [fit, low, high] = found.slice(1).map(Number);
  assert.ok(0 < low && low <= fit && fit <= high && high < 100, `FIT ${fit} between ${low} and ${high}`);
  return { fit, low, high };
}
