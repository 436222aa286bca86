import { describe, expect, it } from 'vitest';
import { nameIn } from '../mailbox/address';
import { withLinksInNewTab } from './MailFrame';

describe('a mail in its frame', () => {
  it('opens links in a new tab, whether it has a head or not', () => {
    expect(withLinksInNewTab('<html><head lang="ja"><title>x</title></head>')).toBe(
      '<html><head lang="ja"><base target="_blank"><title>x</title></head>',
    );
    expect(withLinksInNewTab('<p>こんにちは</p>')).toBe('<base target="_blank"><p>こんにちは</p>');
  });
});

describe('the name in an address', () => {
  it.each([
    ['"山田 花子" <hanako@example.jp>', '山田 花子'],
    ['山田 花子 <hanako@example.jp>', '山田 花子'],
    ['hanako@example.jp', 'hanako@example.jp'],
    ['<hanako@example.jp>', 'hanako@example.jp'],
  ])('of %s is %s', (address, name) => expect(nameIn(address)).toBe(name));
});
