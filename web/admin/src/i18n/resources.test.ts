import { expect, it } from 'vitest';
import en from './en.json';
import ja from './ja.json';

type Texts = { [key: string]: string | Texts };

const flat = (texts: Texts, path = ''): [string, string][] =>
  Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'string' ? [[path + key, value] as [string, string]] : flat(value, `${path}${key}.`),
  );
// Japanese has one plural form, English two.
const withoutPlural = (key: string) => key.replace(/_(one|other)$/, '');
const placeholders = (text: string) =>
  [...text.matchAll(/{{(\w+)|<(\w+)\/>/g)].map((match) => match[1] ?? match[2]).sort();

it('says everything in both languages', () => {
  const keys = (texts: Texts) => [...new Set(flat(texts).map(([key]) => withoutPlural(key)))].sort();
  expect(keys(en)).toEqual(keys(ja));
});

it('fills the same things in', () => {
  const japanese = new Map(flat(ja).map(([key, text]) => [withoutPlural(key), placeholders(text)]));
  for (const [key, text] of flat(en)) {
    if (key.endsWith('_one')) continue;
    expect([key, placeholders(text)]).toEqual([key, japanese.get(withoutPlural(key))]);
  }
});

it('writes Japanese with full-width punctuation and without spaces beside Latin letters', () => {
  for (const [key, text] of flat(ja)) {
    expect([key, text]).toEqual([key, expect.not.stringMatching(/[\u3040-\u9fff] ?[,.!?:()](?!\w)/)]);
    expect([key, text]).toEqual([
      key,
      expect.not.stringMatching(/[\u3040-\u9fff] [A-Za-z0-9]|[A-Za-z0-9] [\u3040-\u9fff]/),
    ]);
  }
});
