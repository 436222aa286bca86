import { expect, it } from 'vitest';
import { browserSnippet, curlSnippet, nodeSnippet } from './snippets';

it('fills in the address, without a slash at its end, and the key', () => {
  for (const snippet of [browserSnippet, nodeSnippet, curlSnippet]) {
    const code = snippet('https://mail.example.jp/', 'wk_1');
    expect(code).toContain('https://mail.example.jp');
    expect(code).not.toContain('example.jp//');
    expect(code).toContain('wk_1');
    expect(code).not.toMatch(/WRITE_KEY|HOST"/);
  }
});

it('gives the loader of the site script without its comment', () => {
  const code = browserSnippet('http://localhost:8080', 'wk_1');
  expect(code).toMatch(/^<script>/);
  expect(code).toContain('kikkake.load("wk_1", { host: host })');
  expect(code).toContain('"http://localhost:8080", "load identify track page');
});
