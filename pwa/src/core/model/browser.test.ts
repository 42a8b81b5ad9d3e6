import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Browser, browserOf, forgets, opensInside, unnamed } from './browser.ts';

const apple = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)';
const pixel =
  'Mozilla/5.0 (Linux; Android 15; Pixel 8 Build/AP3A; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0';
const chrome = 'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko)';
const mac = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)';
const windows = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)';

test('ordinary browsers, and none of them stands inside an app', () => {
  const cases: [string, Browser['system'], Browser['make'], boolean][] = [
    [`${apple} Version/18.6 Mobile/15E148 Safari/604.1`, 'iphone', 'safari', true],
    [`${apple} CriOS/142.0.0.0 Mobile/15E148 Safari/604.1`, 'iphone', 'chrome', true],
    [`${apple} FxiOS/145.0 Mobile/15E148 Safari/604.1`, 'iphone', 'firefox', true],
    [`${apple} EdgiOS/142.0 Version/18.0 Mobile/15E148 Safari/604.1`, 'iphone', 'other', true],
    [`${chrome} Chrome/142.0.0.0 Mobile Safari/537.36`, 'android', 'chrome', false],
    [`${chrome} SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36`, 'android', 'samsung', false],
    [`${chrome} Chrome/142.0.0.0 Mobile Safari/537.36 EdgA/142.0`, 'android', 'other', false],
    ['Mozilla/5.0 (Android 15; Mobile; rv:145.0) Gecko/145.0 Firefox/145.0', 'android', 'firefox', false],
    [`${mac} Version/26.0 Safari/605.1.15`, 'desktop', 'safari', true],
    [`${windows} Chrome/142.0.0.0 Safari/537.36`, 'desktop', 'chrome', false],
    [`${windows} Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0`, 'desktop', 'other', false],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'desktop', 'firefox', false],
  ];
  for (const [agent, system, make, seven] of cases) {
    const found = browserOf(agent, system === 'desktop' ? 0 : 5, false);
    assert.deepEqual(found, { system, make, inside: null }, agent);
    assert.equal(forgets(found), seven, agent);
  }
  assert.equal(
    browserOf(`${mac} Version/18.6 Safari/605.1.15`, 5, false).system,
    'iphone',
    'an iPad that says it is a Mac',
  );
});

test('the window of another app is known by what that app alone says', () => {
  const cases: [string, string][] = [
    [`${apple} Mobile/22G86 [FBAN/FBIOS;FBAV/530.0.0;FBBV/1;FBDV/iPhone15,3]`, 'Facebook'],
    [`${pixel} Chrome/140.0 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/530.0.0;]`, 'Facebook'],
    [`${apple} Mobile/22G86 [FBAN/MessengerForiOS;FBAV/530.0.0]`, 'Messenger'],
    [`${pixel} Chrome/140.0 Mobile Safari/537.36 [FB_IAB/Orca-Android;FBAV/530.0;]`, 'Messenger'],
    [`${apple} Mobile/22G86 Instagram 400.0.0 (iPhone15,3; iOS 18_7; nb_NO)`, 'Instagram'],
    [`${pixel} Chrome/140.0 Mobile Safari/537.36 Instagram 400.0.0 Android`, 'Instagram'],
    [`${apple} Version/18.0 Mobile/15E148 Snapchat/13.50 (like Safari/8620, panda)`, 'Snapchat'],
    [`${apple} Mobile/22G86 musical_ly_40.1.0 BytedanceWebview/d8a21c6`, 'TikTok'],
    [`${pixel} Chrome/140.0 Mobile Safari/537.36 trill_400101 BytedanceWebview/d8a21c6`, 'TikTok'],
    [`${apple} Mobile/22G86 [LinkedInApp]/9.31`, 'LinkedIn'],
    [`${pixel} Chrome/140.0 Mobile Safari/537.36 Line/15.1.0/IAB`, 'Line'],
    [`${chrome} Chrome/129.0.6668.70 Mobile Safari/537.36 Telegram-Android/11.2.1 (Android 11; SDK 30)`, 'Telegram'],
  ];
  for (const [agent, app] of cases) assert.equal(browserOf(agent, 5, false).inside, app, agent);
});

test('a word that only looks like an app is none', () => {
  assert.equal(browserOf(`${windows} Chrome/142.0 Safari/537.36 Online/1`, 0, false).inside, null);
});

test('the window of an app that does not say its name is known by what any such window says', () => {
  const windowed = [
    'Mozilla/5.0 (Linux; Android 10; K; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/125.0.0.0 Mobile Safari/537.36',
    'Mozilla/5.0 (Linux; Android 8.0.0; Pixel Build/OPR6.170623.011; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/60.0.3112.116 Mobile Safari/537.36',
    `${pixel} Chrome/140.0 Mobile Safari/537.36`,
    `${apple} Mobile/15E148`,
  ];
  for (const agent of windowed) assert.equal(browserOf(agent, 5, false).inside, unnamed, agent);
  assert.equal(browserOf(mac, 5, false).inside, unnamed, 'a window on an iPad');
});

test('an app on the home screen, an app on a computer and a browser built as such a window are none', () => {
  assert.equal(browserOf(`${apple} Mobile/15E148`, 5, true).inside, null, 'from the home screen of an iPhone');
  assert.equal(browserOf(mac, 5, true).inside, null, 'from the home screen of an iPad');
  assert.equal(browserOf(mac, 0, false).inside, null, 'on a Mac');
  for (const agent of [
    `${chrome} Chrome/142.0.0.0 Mobile Safari/537.36`,
    'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/130.0.6723.106 Mobile DuckDuckGo/5 Safari/537.36',
    'Mozilla/5.0 (Linux; U; Android 6.0.1; SM-G930V Build/MMB29M; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/51.0.2704.81 Mobile Safari/537.36 OPR/17.0.2211.105178',
  ])
    assert.equal(browserOf(agent, 5, false).inside, null, agent);
});

test('inside another app the tools, the directory and its pages open, and nothing that keeps', () => {
  for (const name of ['first', 'what', 'urge', 'tools', 'help', 'install']) assert.ok(opensInside(name, [], false));
  assert.ok(opensInside('text', ['page', 'crisis'], false));
  assert.ok(opensInside('text', ['page', 'under-18'], false));
  assert.ok(!opensInside('text', ['module', 'first-hold'], false));
  assert.ok(!opensInside('programme', [], false));
  assert.ok(opensInside('programme', [], true));
  assert.ok(opensInside('text', ['module', 'near-first'], true));
  for (const name of ['log', 'today', 'checkin', 'signin', 'code', 'reminders', 'more', 'mask', 'storage', 'diary'])
    assert.ok(!opensInside(name, [], false), name);
});
