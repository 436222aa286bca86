import { useEffect, useEffectEvent, useState } from 'react';

export type StreamState = 'connecting' | 'live' | 'offline';

/** Listens to a stream of server-sent events while `enabled`, and connects again by itself after a break. */
export function useServerEvents<T>(url: string, enabled: boolean, onItem: (item: T) => void): StreamState {
  const [state, setState] = useState<StreamState>('connecting');
  const receive = useEffectEvent(onItem);

  useEffect(() => {
    if (!enabled) return undefined;
    let source: EventSource | null = null;
    let retry: number | undefined;

    const connect = () => {
      setState('connecting');
      source = new EventSource(url);
      source.onopen = () => setState('live');
      source.onmessage = (message: MessageEvent<string>) => {
        const item = parse<T>(message.data);
        if (item !== null) receive(item);
      };
      source.onerror = () => {
        setState('offline');
        // The browser retries a broken connection, but gives up after a refused one.
        if (source?.readyState === EventSource.CLOSED) retry = window.setTimeout(connect, 3000);
      };
    };
    connect();
    return () => {
      window.clearTimeout(retry);
      source?.close();
    };
  }, [url, enabled]);

  return state;
}

function parse<T>(data: string): T | null {
  try {
    return JSON.parse(data) as T;
  } catch {
    return null;
  }
}
