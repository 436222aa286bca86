declare const VERSION: string;

/** Where the visitor is: Segment's `context.page`, also the properties of a page event. */
export function pageContext() {
  return {
    path: location.pathname,
    referrer: document.referrer,
    search: location.search,
    title: document.title,
    url: location.href,
  };
}

/** Segment's `context` for an event that happens now on this page. */
export function eventContext() {
  return {
    page: pageContext(),
    locale: navigator.language,
    timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    userAgent: navigator.userAgent,
    library: { name: "kikkake.js", version: VERSION },
    campaign: campaign(),
  };
}

function campaign(): Record<string, string> | undefined {
  const found: Record<string, string> = {};
  new URLSearchParams(location.search).forEach((value, key) => {
    if (key.startsWith("utm_")) found[key === "utm_campaign" ? "name" : key.slice(4)] = value;
  });
  return Object.keys(found).length ? found : undefined;
}
