import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { chooseNoticeLocale, listNoticeLocales } from './choose-notice-locale.ts';
import { noticeLocales } from './notice-locale.ts';

const entries = (...locales: string[]): object[] => locales.map(locale => ({ locale }));

describe('chooseNoticeLocale()', () => {
  it("takes the device's own locale, wherever it stands", () => {
    assert.deepEqual(chooseNoticeLocale(entries('en-US', 'en-GB'), 'en-GB'), { locale: 'en-GB', match: 'exact' });
  });

  it('takes the first entry of the same language when the region has none', () => {
    const choice = chooseNoticeLocale(entries('de-DE', 'en-IN', 'en-US'), 'en-CA');
    assert.deepEqual(choice, { locale: 'en-IN', match: 'fallback' });
  });

  it('takes nothing when the language has no entry, and when fallbacks are off', () => {
    assert.equal(chooseNoticeLocale(entries('de-DE'), 'en-CA'), undefined);
    assert.equal(chooseNoticeLocale(entries('en-US'), 'en-CA', { fallback: 'none' }), undefined);
  });

  it('takes nothing when there are no entries', () => {
    assert.equal(chooseNoticeLocale(undefined, 'en-US'), undefined);
    assert.equal(chooseNoticeLocale([], 'en-US'), undefined);
  });

  it('answers only locales that are there, whatever the attributes are, and the exact one always', () => {
    const entry = fc.oneof(fc.record({ locale: fc.constantFrom(...noticeLocales, 'en-ZA', 7) }), fc.jsonValue());
    const attributes = fc.oneof(fc.array(entry), fc.jsonValue());
    fc.assert(
      fc.property(attributes, fc.constantFrom(...noticeLocales, 'en-ZA', ''), (value, device) => {
        const present: readonly string[] = listNoticeLocales(value);
        const choice = chooseNoticeLocale(value, device);
        assert.ok(choice === undefined || present.includes(choice.locale));
        assert.equal(choice?.match === 'exact', present.includes(device));
        const strict = chooseNoticeLocale(value, device, { fallback: 'none' });
        assert.deepEqual(strict, choice?.match === 'exact' ? choice : undefined);
      }),
    );
  });
});
