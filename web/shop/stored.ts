/** A value the shop keeps in local storage as JSON. */
export function stored<T>(key: string, initial: () => T) {
  return {
    get(): T {
      try {
        return (JSON.parse(localStorage.getItem(key)!) as T) ?? initial();
      } catch {
        return initial();
      }
    },
    set(value: T): void {
      localStorage.setItem(key, JSON.stringify(value));
    },
    clear(): void {
      localStorage.removeItem(key);
    },
  };
}

/** What the visitor told the shop about themselves; fills in later forms. */
export interface Visitor {
  lastName?: string;
  firstName?: string;
  email?: string;
  member?: boolean;
}

export const visitor = stored<Visitor>("hiyori:visitor", () => ({}));
