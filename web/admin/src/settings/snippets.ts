import snippet from '../../../site/snippet.html?raw';

/** Code to take along, filled with this workspace's address and key. */

/** The loader of kikkake.js, as the site script's own snippet.html has it, and the first calls. */
export function browserSnippet(publicUrl: string, writeKey: string): string {
  const loader = snippet
    .replace(/<!--[\s\S]*?-->\s*/, '')
    .replace('"WRITE_KEY"', () => JSON.stringify(writeKey))
    .replace('"HOST"', () => JSON.stringify(hostOf(publicUrl)))
    .trim();
  return `${loader}

<script>
  kikkake.identify("m-1024", { email: "hanako@example.jp", lastName: "山田" });
  kikkake.track("Cart Updated", { cart_id: "c-1", item_count: 2, value: 7400 });
</script>`;
}

export function nodeSnippet(publicUrl: string, writeKey: string): string {
  return `import { Analytics } from '@segment/analytics-node';

const analytics = new Analytics({
  writeKey: '${writeKey}',
  host: '${hostOf(publicUrl)}',
});

analytics.identify({ userId: 'm-1024', traits: { email: 'hanako@example.jp', lastName: '山田' } });
analytics.track({ userId: 'm-1024', event: 'Signed Up', properties: { plan: 'free' } });`;
}

export function curlSnippet(publicUrl: string, writeKey: string): string {
  return `curl ${hostOf(publicUrl)}/v1/track \\
  -u ${writeKey}: \\
  -H 'Content-Type: application/json' \\
  -d '{"userId": "m-1024", "event": "Signed Up", "properties": {"plan": "free"}}'`;
}

const hostOf = (publicUrl: string) => publicUrl.replace(/\/+$/, '');
