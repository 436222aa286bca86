/**
 * What the browser remembers for this site. Any access may fail (blocked cookies, sandboxed frames, full storage):
 * then the page's own memory stands in, so a visit still hangs together.
 */
const YEAR_SECONDS = 31536000;
const memory: Record<string, string> = {};

export function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return memory[key] ?? null;
  }
}

export function write(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    memory[key] = value;
  }
}

export function remove(key: string): void {
  delete memory[key];
  try {
    localStorage.removeItem(key);
  } catch {
    // Nothing was kept there.
  }
}

export function keysStartingWith(prefix: string): string[] {
  const keys: string[] = [];
  try {
    for (let i = 0; i < localStorage.length; i++) {
      const key = localStorage.key(i)!;
      if (key.startsWith(prefix)) keys.push(key);
    }
  } catch {
    // No storage, no keys.
  }
  return keys;
}

/** The cookie of this name, else its copy in local storage. */
export function recall(name: string): string | null {
  try {
    for (const pair of document.cookie.split("; ")) {
      if (pair.startsWith(name + "=")) return decodeURIComponent(pair.slice(name.length + 1));
    }
  } catch {
    // Cookies are out of reach here.
  }
  return read(name);
}

/** Keeps a value for a year in a first-party cookie and in local storage, since browsers drop either on their own. */
export function keep(name: string, value: string, domain?: string): void {
  setCookie(name, encodeURIComponent(value), YEAR_SECONDS, domain);
  write(name, value);
}

export function forget(name: string, domain?: string): void {
  setCookie(name, "", 0, domain);
  remove(name);
}

export function setCookie(name: string, value: string, maxAge: number, domain?: string): void {
  try {
    document.cookie =
      `${name}=${value}; Max-Age=${maxAge}; Path=/; SameSite=Lax` +
      (domain ? "; Domain=" + domain : "") +
      (location.protocol === "https:" ? "; Secure" : "");
  } catch {
    // Local storage holds the copy.
  }
}
