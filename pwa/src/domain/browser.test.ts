import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Browser, browserOf, forgets, opensInside } from './browser.ts';

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
    const found = browserOf(agent, system === 'desktop' ? 0 : 5);
    assert.deepEqual(found, { system, make, inside: null }, agent);
    assert.equal(forgets(found), seven, agent);
  }
  assert.equal(browserOf(`${mac} Version/18.6 Safari/605.1.15`, 5).system, 'iphone', 'an iPad that says it is a Mac');
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
  ];
  for (const [agent, app] of cases) assert.equal(browserOf(agent, 5).inside, app, agent);
});

test('a word that only looks like an app is none', () => {
  for (const agent of [`${windows} Chrome/142.0 Safari/537.36 Online/1`, `${pixel} Chrome/140.0 Mobile Safari/537.36`])
    assert.equal(browserOf(agent, 0).inside, null);
});

test('inside another app the tools, the directory and its pages open, and nothing that keeps', () => {
  for (const name of ['first', 'what', 'urge', 'tools', 'help', 'install']) assert.ok(opensInside(name, []));
  assert.ok(opensInside('text', ['page', 'crisis']));
  assert.ok(opensInside('text', ['page', 'under-18']));
  assert.ok(!opensInside('text', ['module', 'first-hold']));
  for (const name of ['log', 'today', 'checkin', 'signin', 'code', 'reminders', 'more', 'mask', 'storage', 'diary'])
    assert.ok(!opensInside(name, []), name);
});
