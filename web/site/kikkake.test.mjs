import assert from "node:assert/strict";
import { test } from "node:test";
import { buildSiteScript, SITE_SCRIPT_MAX_GZIP_BYTES, snippet } from "../build-site.mjs";
import { fakeBrowser, openPage, pass } from "./fake-window.mjs";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const { code, gzipBytes } = await buildSiteScript();

function loadedPage(browser = fakeBrowser(), given = {}) {
  const page = openPage(browser, given);
  page.run(code);
  page.kikkake.load("key-1", { host: "https://kikkake.example", ...given.options });
  return page;
}

const names = (events) => events.map((event) => event.event ?? event.type);

test("the script is at most 4 KB gzipped and free of eval", () => {
  assert.ok(gzipBytes <= SITE_SCRIPT_MAX_GZIP_BYTES, `${gzipBytes} bytes`);
  assert.doesNotMatch(code, /\beval\b|new Function/);
});

test("calls made before the script arrives are replayed in order, with load first", async () => {
  const browser = fakeBrowser();
  const page = openPage(browser);
  page.window.document.createElement = () => ({});
  page.window.document.head = { appendChild: (script) => (page.scriptUrl = script.src) };
  page.run("window.kikkake = []; window.kikkake.push(['track', 'Too Early', {}])");
  page.run(await snippet({ writeKey: '"key-1"', host: '"https://kikkake.example"' }));
  const stub = page.kikkake;
  stub.identify("m-1", { email: "hanako@example.jp" });
  stub.track("Product Viewed", { product_id: "p1" });
  page.run(code);
  await pass(browser, 100);

  assert.equal(page.scriptUrl, "https://kikkake.example/kikkake.js");
  assert.deepEqual(names(page.sent), ["Too Early", "page", "identify", "Product Viewed"]);
  stub.track("Later");
  await pass(browser, 100);
  assert.equal(page.sent.at(-1).event, "Later");
});

test("running the script twice changes nothing", async () => {
  const browser = fakeBrowser();
  const page = loadedPage(browser);
  page.run(code);
  page.kikkake.track("Once");
  await pass(browser, 100);
  assert.deepEqual(names(page.sent), ["Once"]);
});

test("before load nothing is sent and nothing stored", async () => {
  const browser = fakeBrowser();
  const page = openPage(browser);
  page.run(code);
  page.kikkake.track("Early");
  assert.equal(page.kikkake.anonymousId(), undefined);
  await pass(browser, 60_000);
  assert.equal(page.sent.length + browser.storage.size + browser.cookies.size, 0);
});

test("a page that is rendered ahead of the click counts only once it is shown", async () => {
  const browser = fakeBrowser();
  const page = openPage(browser);
  page.window.document.prerendering = true;
  page.run(code);
  page.kikkake.load("key-1");
  page.kikkake.page();
  await pass(browser, 5_000);
  assert.equal(page.sent.length, 0);
  page.window.document.dispatchEvent(new Event("prerenderingchange"));
  await pass(browser, 100);
  assert.deepEqual(names(page.sent), ["page"]);
});

test("an event tells who, when, where and with what", async () => {
  const browser = fakeBrowser();
  const page = loadedPage(browser);
  page.kikkake.identify("m-1");
  page.kikkake.track("Product Viewed", { product_id: "p1", price: 1430 });
  await pass(browser, 100);

  const [request] = page.requests;
  assert.equal(request.to, "https://kikkake.example/v1/batch");
  assert.equal(request.writeKey, "key-1");
  assert.equal(request.headers, undefined, "text/plain by default: no preflight");
  assert.equal(request.sentAt, "2026-11-20T01:00:00.100Z");
  const event = request.batch[1];
  assert.match(event.messageId, UUID);
  assert.match(event.anonymousId, UUID);
  assert.deepEqual(
    { type: event.type, event: event.event, userId: event.userId, timestamp: event.timestamp, properties: event.properties },
    { type: "track", event: "Product Viewed", userId: "m-1", timestamp: "2026-11-20T01:00:00.000Z", properties: { product_id: "p1", price: 1430 } },
  );
  assert.deepEqual(event.context.page, {
    path: "/items",
    referrer: "https://search.example/",
    search: "?utm_source=mail&utm_campaign=autumn",
    title: "商品一覧",
    url: "https://shop.example/items?utm_source=mail&utm_campaign=autumn",
  });
  assert.deepEqual(event.context.campaign, { source: "mail", name: "autumn" });
  assert.equal(event.context.library.name, "kikkake.js");
  assert.equal(event.context.locale, "ja");
  assert.ok(event.context.timezone && event.context.userAgent);
});

test("page, group and alias have Segment's shape", async () => {
  const browser = fakeBrowser();
  const page = loadedPage(browser);
  page.kikkake.page("商品一覧", { list: "new" });
  page.kikkake.group(7, { name: "株式会社例" });
  page.kikkake.identify("old");
  page.kikkake.alias("new");
  await pass(browser, 100);
  const [viewed, group, , alias] = page.sent;
  assert.equal(viewed.name, "商品一覧");
  assert.deepEqual([viewed.properties.list, viewed.properties.path], ["new", "/items"]);
  assert.deepEqual([group.groupId, group.traits], ["7", { name: "株式会社例" }]);
  assert.deepEqual([alias.userId, alias.previousId], ["new", "old"]);
});

test("properties are taken as they were at the call", async () => {
  const browser = fakeBrowser();
  const page = loadedPage(browser);
  const cart = { item_count: 1 };
  page.kikkake.track("Cart Updated", cart);
  cart.item_count = 0;
  await pass(browser, 100);
  assert.equal(page.sent[0].properties.item_count, 1);
});

test("ten events go at once, fewer after 100 ms", async () => {
  const browser = fakeBrowser();
  const page = loadedPage(browser);
  for (let i = 0; i < 10; i++) page.kikkake.track("Ten " + i);
  await pass(browser, 0);
  assert.equal(page.sent.length, 10);
  page.kikkake.track("Eleventh");
  await pass(browser, 99);
  assert.equal(page.sent.length, 10);
  await pass(browser, 1);
  assert.equal(page.sent.length, 11);
});

test("the anonymous id lives in a first-party cookie for a year and survives the loss of either copy", () => {
  const browser = fakeBrowser();
  const id = loadedPage(browser).kikkake.anonymousId();
  assert.match(id, UUID);
  assert.deepEqual(browser.cookies.get("kikkake_id").attributes, ["Max-Age=31536000", "Path=/", "SameSite=Lax", "Secure"]);

  browser.cookies.clear();
  assert.equal(loadedPage(browser).kikkake.anonymousId(), id);
  browser.storage.clear();
  assert.equal(loadedPage(browser).kikkake.anonymousId(), id);
});

test("without cookies or storage the page still tracks under one id", async () => {
  const browser = fakeBrowser();
  const page = loadedPage(browser, { noStorage: true, noCookies: true });
  page.kikkake.track("One");
  page.kikkake.track("Two");
  await pass(browser, 100);
  assert.equal(new Set(page.sent.map((event) => event.anonymousId)).size, 1);
  assert.deepEqual(names(page.sent), ["One", "Two"]);
});

test("identify persists the user id and gathers traits", async () => {
  const browser = fakeBrowser();
  const first = loadedPage(browser);
  first.kikkake.identify({ email: "hanako@example.jp" });
  first.kikkake.identify(42, { lastName: "山田" });
  first.leave();
  assert.deepEqual(first.beacons[0].batch.map((event) => [event.userId, event.traits]), [
    [undefined, { email: "hanako@example.jp" }],
    ["42", { lastName: "山田" }],
  ]);

  const second = loadedPage(browser);
  const { userId, traits } = second.kikkake.user();
  assert.deepEqual({ userId, ...traits }, { userId: "42", email: "hanako@example.jp", lastName: "山田" });
  second.kikkake.track("Later");
  await pass(browser, 100);
  assert.equal(second.sent[0].userId, "42");
});

test("another user id on the same device starts a new anonymous id and new traits", () => {
  const { kikkake } = loadedPage();
  kikkake.identify("a", { email: "a@example.jp" });
  const before = kikkake.anonymousId();
  kikkake.identify("a", { lastName: "山田" });
  assert.equal(kikkake.anonymousId(), before);
  kikkake.identify("b", { lastName: "佐藤" });
  assert.notEqual(kikkake.anonymousId(), before);
  assert.deepEqual({ ...kikkake.user().traits }, { lastName: "佐藤" });
});

test("reset gives a new anonymous id and forgets the person, but still sends what happened before", async () => {
  const browser = fakeBrowser();
  const page = loadedPage(browser);
  page.kikkake.identify("m-1", { email: "hanako@example.jp" });
  const before = page.kikkake.anonymousId();
  page.kikkake.reset();
  assert.match(page.kikkake.anonymousId(), UUID);
  assert.notEqual(page.kikkake.anonymousId(), before);
  assert.deepEqual([page.kikkake.user().userId, Object.keys(page.kikkake.user().traits)], [undefined, []]);
  await pass(browser, 100);
  assert.deepEqual([page.sent[0].userId, page.sent[0].anonymousId], ["m-1", before]);
});

test("consent is recorded with its place and its words", async () => {
  const browser = fakeBrowser();
  const page = loadedPage(browser);
  page.kikkake.subscribe("offers", { text: "お得なお知らせを受け取る" });
  page.kikkake.unsubscribe("offers");
  await pass(browser, 100);
  const [subscribed, unsubscribed] = page.sent;
  assert.equal(subscribed.event, "Topic Subscribed");
  assert.deepEqual(subscribed.properties, {
    topic: "offers",
    source: "https://shop.example/items?utm_source=mail&utm_campaign=autumn",
    text: "お得なお知らせを受け取る",
  });
  assert.equal(unsubscribed.event, "Topic Unsubscribed");
});

for (const [what, answer] of [
  ["a network error", "network error"],
  ["status 500", { status: 500 }],
  ["status 408", { status: 408 }],
  ["status 429", { status: 429 }],
]) {
  test(`after ${what} the same messageIds go again, ever more slowly`, async () => {
    const browser = fakeBrowser();
    const page = loadedPage(browser, { answer: () => (page.requests.length < 4 ? answer : { status: 200 }) });
    page.kikkake.track("Order Completed");
    const sentAt = () => page.requests.map((request) => Date.parse(request.sentAt));
    await pass(browser, 10_000);

    assert.equal(page.requests.length, 4);
    assert.equal(new Set(page.sent.map((event) => event.messageId)).size, 1);
    const waits = sentAt().slice(1).map((at, i) => at - sentAt()[i]);
    waits.forEach((wait, i) => assert.ok(wait >= 250 * 2 ** i && wait <= 500 * 2 ** i, `wait ${i} was ${wait} ms`));
    await pass(browser, 3_600_000);
    assert.equal(page.requests.length, 4, "delivered once, never again");
  });
}

test("Retry-After is heeded, also by events that come meanwhile", async () => {
  const browser = fakeBrowser();
  const page = loadedPage(browser, {
    answer: () => (page.requests.length === 1 ? { status: 429, headers: { "Retry-After": "30" } } : { status: 200 }),
  });
  page.kikkake.track("First");
  await pass(browser, 1_000);
  for (let i = 0; i < 12; i++) page.kikkake.track("Meanwhile " + i);
  await pass(browser, 28_900);
  assert.equal(page.requests.length, 1);
  await pass(browser, 300);
  assert.equal(page.requests[1].batch.length, 13);
});

test("a refusal is final: no retry", async () => {
  const browser = fakeBrowser();
  const page = loadedPage(browser, { answer: () => ({ status: 400 }) });
  page.kikkake.track("Refused");
  await pass(browser, 3_600_000);
  assert.equal(page.requests.length, 1);
  assert.equal(page.warnings.length, 1);
});

test("when the connection returns the waiting events go at once", async () => {
  const browser = fakeBrowser();
  let online = false;
  const page = loadedPage(browser, { answer: () => (online ? { status: 200 } : "network error") });
  page.kikkake.track("Offline");
  await pass(browser, 600_000);
  const tries = page.requests.length;
  online = true;
  page.window.dispatchEvent(new Event("online"));
  await pass(browser, 0);
  assert.equal(page.requests.length, tries + 1);
});

test("on hide the waiting events go by beacon and leave the queue", async () => {
  const browser = fakeBrowser();
  const page = loadedPage(browser);
  page.kikkake.track("Last Words");
  page.hide();
  assert.deepEqual(names(page.beacons[0].batch), ["Last Words"]);
  await pass(browser, 60_000);
  assert.equal(page.requests.length, 0);
  assert.deepEqual(queuesIn(browser), []);
});

test("a beacon that is not taken leaves its events to the next page", async () => {
  const browser = fakeBrowser();
  const first = loadedPage(browser, { takesBeacon: () => false });
  first.kikkake.track("Last Words");
  first.leave();

  const second = loadedPage(browser);
  await pass(browser, 100);
  assert.deepEqual(names(second.sent), ["Last Words"]);
  assert.deepEqual(queuesIn(browser), []);
});

test("while the server fails, a beacon is only a try: the next page sends the events again", async () => {
  const browser = fakeBrowser();
  const first = loadedPage(browser, { answer: () => ({ status: 503 }) });
  first.kikkake.track("Order Completed");
  await pass(browser, 200);
  first.leave();
  const second = loadedPage(browser);
  await pass(browser, 100);
  assert.deepEqual(names(second.sent), ["Order Completed"]);
  assert.equal(first.beacons[0].batch[0].messageId, second.sent[0].messageId);
});

test("beacons are split to at most 60 KB", () => {
  const browser = fakeBrowser();
  const page = loadedPage(browser, { answer: () => new Promise(() => {}) });
  for (let i = 0; i < 9; i++) page.kikkake.track("Big " + i, { text: "あ".repeat(6_000) });
  page.leave();
  assert.ok(page.beacons.length > 1);
  page.beacons.forEach((beacon) => assert.ok(beacon.bytes <= 60_000, `${beacon.bytes} bytes`));
  assert.equal(page.beacons.flatMap((beacon) => beacon.batch).length, 9);
});

test("the queue of a tab that died is adopted after 10 seconds, that of a living tab is not", async () => {
  const browser = fakeBrowser();
  const silent = { answer: () => new Promise(() => {}) };
  const living = loadedPage(browser, silent);
  const dead = loadedPage(browser, silent);
  living.kikkake.track("From the living");
  dead.kikkake.track("From the dead");
  await pass(browser, 500);
  dead.crash();

  const heir = loadedPage(browser);
  await pass(browser, 9_000);
  assert.equal(heir.sent.length, 0);
  await pass(browser, 3_000);
  assert.deepEqual(names(heir.sent), ["From the dead"]);
});

test("the queue keeps the newest 200 events and nothing older than 3 days", async () => {
  const browser = fakeBrowser();
  const first = loadedPage(browser, { answer: () => "network error", takesBeacon: () => false });
  first.kikkake.track("Stale");
  await pass(browser, 2 * 86_400_000);
  for (let i = 0; i < 150; i++) first.kikkake.track("Event " + i);
  first.leave();
  browser.now += 86_400_001;

  const second = loadedPage(browser);
  await pass(browser, 1_000);
  assert.equal(second.sent.length, 150);

  const third = loadedPage(browser, { answer: () => "network error", takesBeacon: () => false });
  for (let i = 0; i < 250; i++) third.kikkake.track("Event " + i);
  third.leave();
  const fourth = loadedPage(browser);
  await pass(browser, 1_000);
  assert.equal(fourth.sent.length, 200);
  assert.equal(fourth.sent.at(-1).event, "Event 249");
});

test("an event over 32 KB is dropped with a warning, the rest goes on", async () => {
  const browser = fakeBrowser();
  const page = loadedPage(browser);
  page.kikkake.track("Huge", { text: "x".repeat(33_000) });
  page.kikkake.track("Small");
  await pass(browser, 100);
  assert.deepEqual(names(page.sent), ["Small"]);
  assert.equal(page.warnings.length, 1);
});

test("after opting out nothing is sent or stored, in any tab, until opting in", async () => {
  const browser = fakeBrowser();
  const page = loadedPage(browser);
  const other = loadedPage(browser);
  page.kikkake.identify("m-1", { email: "hanako@example.jp" });
  other.kikkake.track("Waiting elsewhere");
  page.kikkake.optOut();
  page.kikkake.track("Secret");
  page.kikkake.identify("m-1");
  page.kikkake.reset();
  assert.equal(page.kikkake.anonymousId(), undefined);
  await pass(browser, 60_000);
  page.leave();
  other.leave();

  assert.deepEqual([page.sent, other.sent], [[], []]);
  assert.deepEqual([...browser.storage.keys(), ...browser.cookies.keys()], ["kikkake_choice", "kikkake_choice"]);

  const next = loadedPage(browser);
  next.kikkake.track("Still secret");
  next.kikkake.optIn();
  next.kikkake.track("Seen again");
  await pass(browser, 100);
  assert.deepEqual(names(next.sent), ["Seen again"]);
});

test("privacy signals count only where the site says so, and a choice made here outranks them", async () => {
  for (const [navigator, options, expected] of [
    [{ globalPrivacyControl: true }, {}, 1],
    [{ globalPrivacyControl: true }, { respectPrivacySignals: true }, 0],
    [{ doNotTrack: "1" }, { respectPrivacySignals: true }, 0],
    [{}, { respectPrivacySignals: true }, 1],
  ]) {
    const browser = fakeBrowser();
    const page = loadedPage(browser, { navigator, options });
    page.kikkake.track("Visited");
    await pass(browser, 100);
    assert.equal(page.sent.length, expected);
    page.kikkake.optIn();
    page.kikkake.track("Welcome");
    await pass(browser, 100);
    assert.equal(page.sent.at(-1).event, "Welcome");
  }
});

test("nothing a page does wrong comes back to it as an exception", () => {
  const page = loadedPage();
  const loop = {};
  loop.self = loop;
  page.kikkake.track("Loop", loop);
  page.kikkake.track();
  page.kikkake.subscribe();
  page.kikkake.identify(null);
  page.kikkake.ready(() => {
    throw new Error("the page's own");
  });
  assert.equal(page.warnings.length, 4);
});

test("ready calls back after load, at once when loaded", () => {
  const page = openPage(fakeBrowser());
  const order = [];
  page.run(code);
  page.kikkake.ready(() => order.push("first"));
  assert.deepEqual(order, []);
  page.kikkake.load("key-1");
  page.kikkake.ready(() => order.push("second"));
  assert.deepEqual(order, ["first", "second"]);
});

function queuesIn(browser) {
  return [...browser.storage.keys()].filter((key) => key.startsWith("kikkake_queue_"));
}

const MARK = "BAMEabc-_9";
const FROM_MAIL = `https://shop.example/items?a=1&kk=${MARK}&b=2#top`;

test("a visit that a mail brought says so for 30 days, and the address forgets it", async () => {
  const browser = fakeBrowser();
  const page = loadedPage(browser, { url: FROM_MAIL });
  page.kikkake.track("Product Viewed");
  await pass(browser, 100);
  assert.equal(page.window.location.href, "https://shop.example/items?a=1&b=2#top");
  assert.equal(page.sent[0].context.kikkake.send, MARK);
  assert.equal(page.sent[0].context.page.url, "https://shop.example/items?a=1&b=2#top");
  assert.ok(browser.cookies.get("kikkake_send").attributes.includes("Max-Age=2592000"));

  const later = loadedPage(browser, { url: "https://shop.example/cart" });
  later.kikkake.track("Order Completed");
  await pass(browser, 100);
  assert.equal(later.sent[0].context.kikkake.send, MARK);
});

test("the mail's mark goes from the address wherever it stands", () => {
  for (const [address, left] of [
    ["https://shop.example/?kk=abc", "https://shop.example/"],
    ["https://shop.example/?kk=abc#x", "https://shop.example/#x"],
    ["https://shop.example/?kk=abc&a=1", "https://shop.example/?a=1"],
    ["https://shop.example/?a=1&kk=abc", "https://shop.example/?a=1"],
    ["https://shop.example/?akk=abc", "https://shop.example/?akk=abc"],
  ]) {
    assert.equal(loadedPage(fakeBrowser(), { url: address }).window.location.href, left);
  }
});

test("who opted out, signs out or turns out to be another did not come by that mail", async () => {
  const out = fakeBrowser({ cookies: new Map([["kikkake_choice", { value: "out" }]]) });
  const page = loadedPage(out, { url: FROM_MAIL });
  assert.equal(out.cookies.has("kikkake_send"), false);
  assert.equal(page.window.location.search, "?a=1&b=2");

  for (const leave of [(shop) => shop.reset(), (shop) => shop.identify("m-2"), (shop) => shop.optOut()]) {
    const browser = fakeBrowser();
    const shop = loadedPage(browser, { url: FROM_MAIL }).kikkake;
    shop.identify("m-1");
    assert.ok(browser.cookies.has("kikkake_send"));
    leave(shop);
    assert.equal(browser.cookies.has("kikkake_send"), false);
  }
});
