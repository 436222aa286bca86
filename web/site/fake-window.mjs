// A browser small enough to read: what kikkake.js touches, under a clock that only the test moves.
import vm from "node:vm";

/** What one browser keeps between pages: cookies and local storage. */
export function fakeBrowser({ now = Date.parse("2026-11-20T01:00:00Z"), storage = new Map(), cookies = new Map() } = {}) {
  return { now, storage, cookies, timers: [], nextTimer: 1 };
}

/**
 * One page in a browser. `requests` and `beacons` hold what left it, parsed; `answer(request)` decides each request:
 * `{ status, headers }`, or `"network error"`; `takesBeacon(body)` decides each beacon.
 */
export function openPage(browser, { url = "https://shop.example/items?utm_source=mail&utm_campaign=autumn", ...given } = {}) {
  const requests = [];
  const beacons = [];
  const warnings = [];
  const page = { answer: () => ({ status: 200 }), takesBeacon: () => true, ...given, requests, beacons, warnings };

  class FakeDate extends Date {
    constructor(...args) {
      super(...(args.length ? args : [browser.now]));
    }
    static now() {
      return browser.now;
    }
  }

  const document = new EventTarget();
  Object.assign(document, { title: "商品一覧", referrer: "https://search.example/", visibilityState: "visible", currentScript: { src: "https://kikkake.example/kikkake.js" } });
  Object.defineProperty(document, "cookie", {
    get: () => [...browser.cookies].map(([name, cookie]) => `${name}=${cookie.value}`).join("; "),
    set(text) {
      const [pair, ...attributes] = text.split("; ");
      const [name, value] = pair.split("=");
      if (page.noCookies) return;
      if (attributes.includes("Max-Age=0")) browser.cookies.delete(name);
      else browser.cookies.set(name, { value, attributes });
    },
  });

  const window = new EventTarget();
  Object.assign(window, {
    window,
    self: window,
    document,
    location: Object.assign(new URL(url), {}),
    history: {
      state: null,
      replaceState(state, title, address) {
        window.location = new URL(address, window.location);
      },
    },
    navigator: {
      language: "ja",
      userAgent: "FakeBrowser/1",
      ...page.navigator,
      sendBeacon(to, body) {
        if (!page.takesBeacon(body)) return false;
        beacons.push({ to, bytes: new Blob([body]).size, ...JSON.parse(body) });
        return true;
      },
    },
    localStorage: fakeStorage(browser, page),
    crypto: globalThis.crypto,
    console: { warn: (...args) => warnings.push(args.join(" ")) },
    Date: FakeDate,
    URL,
    URLSearchParams,
    Blob,
    AbortController,
    Event,
    setTimeout(action, ms) {
      const id = browser.nextTimer++;
      browser.timers.push({ id, at: browser.now + ms, action, page });
      return id;
    },
    clearTimeout(id) {
      browser.timers = browser.timers.filter((timer) => timer.id !== id);
    },
    async fetch(to, { method, body, headers }) {
      const request = { to, method, headers, ...JSON.parse(body) };
      requests.push(request);
      const answer = await page.answer(request);
      if (answer === "network error") throw new TypeError("Failed to fetch");
      return new Response("", answer);
    },
  });
  vm.createContext(window);

  const controls = {
    window,
    get kikkake() {
      return window.kikkake;
    },
    run: (code) => vm.runInContext(code, window),
    /** All events that left this page, in order. */
    get sent() {
      return [...requests, ...beacons].flatMap((request) => request.batch);
    },
    hide() {
      document.visibilityState = "hidden";
      document.dispatchEvent(new Event("visibilitychange"));
    },
    leave() {
      window.dispatchEvent(new Event("pagehide"));
      browser.timers = browser.timers.filter((timer) => timer.page !== page);
    },
    /** The tab dies without a word. */
    crash() {
      browser.timers = browser.timers.filter((timer) => timer.page !== page);
    },
  };
  return Object.defineProperties(page, Object.getOwnPropertyDescriptors(controls));
}

/** Lets `ms` pass, timer by timer, with the promises each of them sets off. */
export async function pass(browser, ms) {
  const until = browser.now + ms;
  await settle();
  for (;;) {
    browser.timers.sort((a, b) => a.at - b.at);
    if (!browser.timers.length || browser.timers[0].at > until) break;
    const timer = browser.timers.shift();
    browser.now = Math.max(browser.now, timer.at);
    timer.action();
    await settle();
  }
  browser.now = until;
}

async function settle() {
  for (let i = 0; i < 3; i++) await new Promise(setImmediate);
}

function fakeStorage(browser, page) {
  const allowed = () => {
    if (page.noStorage) throw new Error("SecurityError");
    return browser.storage;
  };
  return {
    get length() {
      return allowed().size;
    },
    key: (i) => [...allowed().keys()][i] ?? null,
    getItem: (key) => allowed().get(key) ?? null,
    setItem: (key, value) => void allowed().set(key, String(value)),
    removeItem: (key) => void allowed().delete(key),
  };
}
