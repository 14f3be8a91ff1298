import { expect } from '@open-wc/testing';
import { safeUrl } from './safe-url.js';

const base = 'https://desk.example/app/page?x=1';
const char = String.fromCodePoint;
// Put together, so that no editor or reviewer ever follows one.
const js = ['java', 'script'].join('');

/** Characters that parsers drop or that hide what is read. */
const odd = [
  0, 1, 8, 9, 10, 11, 12, 13, 27, 31, 0x7f, 0x85, 0xad, 0x200b, 0x200d, 0x200e, 0x2028, 0x202e, 0x2066,
  0xfeff,
];

const hostile: readonly string[] = [
  // Scripts, in every spelling that a parser may forgive.
  `${js}:alert(1)`,
  `${js.toUpperCase()}:alert(1)`,
  'JaVaScRiPt:alert(1)',
  ` ${js}:alert(1)`,
  `${js} :alert(1)`,
  `${js}:`,
  `${js}://example.com/%0aalert(1)`,
  `${js}:https://example.com`,
  `${js}&colon;alert(1)`,
  `${js}&#58;alert(1)`,
  `${js}%3aalert(1)`,
  `&#106;avascript:alert(1)`,
  `\\u006aavascript:alert(1)`,
  `feed:${js}:alert(1)`,
  `view-source:${js}:alert(1)`,
  `jar:${js}:alert(1)!/`,
  `x-${js}:alert(1)`,
  'vbscript:msgbox(1)',
  'livescript:alert(1)',
  'mocha:alert(1)',
  'jscript:alert(1)',
  'ecmascript:alert(1)',
  ...odd.map((code) => `java${char(code)}script:alert(1)`),
  ...odd.map((code) => `${char(code)}${js}:alert(1)`),
  ...odd.map((code) => `${js}${char(code)}:alert(1)`),
  ...odd.map((code) => `https://bank.example${char(code)}.evil.example/`),
  // Other schemes.
  'data:text/html,<script>alert(1)</script>',
  'data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==',
  'data:image/svg+xml,<svg onload=alert(1)>',
  'data:image/png;base64,AAAA',
  'data:,x',
  'DATA:text/html,x',
  'file:///etc/passwd',
  'file://server/share',
  'ftp://example.com/x',
  'ws://example.com',
  'wss://example.com',
  'blob:https://desk.example/5f3a',
  'blob:https://evil.example/5f3a',
  'blob:null/5f3a',
  'filesystem:https://desk.example/temporary/x',
  'about:blank',
  'about:srcdoc',
  'chrome://settings',
  'chrome-extension://abc/x.html',
  'moz-extension://abc/x.html',
  'resource://gre/x',
  'view-source:https://example.com',
  'intent://scan/#Intent;scheme=zxing;end',
  'android-app://com.example/x',
  'market://details?id=x',
  'itms-services://?action=download-manifest&url=https://evil.example',
  'ms-msdt:/id',
  'ms-word:ofe|u|https://evil.example/x.docx',
  'ms-officecmd:{}',
  'search-ms:query=x',
  'vscode://file/etc/passwd',
  'steam://run/1',
  'slack://open',
  'sip:agent@example.com',
  'sips:agent@example.com',
  'sms:+34600112233?body=x',
  'facetime:+34600112233',
  'skype:x?call',
  'geo:0,0',
  'magnet:?xt=x',
  'urn:x:y',
  'cid:x',
  'ldap://example.com',
  'gopher://example.com',
  'telnet://example.com',
  'ssh://example.com',
  'unknown:x',
  // Web addresses that are not what they seem.
  'https:',
  'https:/',
  'https://',
  'https:///',
  'https:example.com',
  'https:/example.com',
  'https:///example.com',
  'http:\\\\example.com',
  'https:\\/example.com',
  'https://example.com\\@evil.example',
  'https://bank.example@evil.example',
  'https://user:secret@example.com',
  'https://user@example.com',
  'https://:@example.com',
  'https://@example.com',
  'https://bank.example%40evil.example',
  'https://bank.example%2eevil.example/',
  'https://example.com%00.evil.example',
  'https://exa mple.com',
  'https://example.com:99999/',
  'https://example.com:x/',
  'https://[::1',
  'https://exa<mple.com',
  'https://exa^mple.com',
  'https://?x',
  'https://#x',
  '//evil.example',
  '///evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '\\/evil.example',
  './/../\\evil.example',
  // Numbers that are orders to the telephone, and letters with more in the envelope.
  'tel:',
  'tel:*#06#',
  'tel:**21*900123456#',
  'tel:%2A%2306%23',
  'tel:+34600112233,,1234',
  'tel:+34600112233;phone-context=evil.example',
  'tel:+34600112233?x=1',
  'tel:abc',
  'tel://+34600112233',
  'tel:+34 600',
  'mailto:',
  'mailto:x',
  'mailto:a@b@c.example',
  'mailto:a@example.com,b@example.com',
  'mailto:a@example.com?bcc=evil@evil.example',
  'mailto:a@example.com?cc=evil@evil.example',
  'mailto:a@example.com?to=evil@evil.example',
  'mailto:a@example.com?attach=/etc/passwd',
  'mailto:a@example.com?subject=x%0d%0abcc:evil@evil.example',
  'mailto:a@example.com%0d%0abcc:evil@evil.example',
  'mailto:a%40example.com',
  'mailto:?subject=x',
  'mailto:a@example.com#x',
  'mailto://a@example.com',
  // Nothing.
  '',
  ' ',
  '\n',
  'https://example.com/'.padEnd(9000, 'x'),
];

const benign: readonly (readonly [given: string, followed: string])[] = [
  ['https://example.com', 'https://example.com/'],
  ['http://example.com', 'http://example.com/'],
  ['HTTPS://EXAMPLE.COM/Path', 'https://example.com/Path'],
  ['  https://example.com/  ', 'https://example.com/'],
  ['https://example.com:8443/x', 'https://example.com:8443/x'],
  ['https://example.com:443/x', 'https://example.com/x'],
  ['https://sub.domain.example.com/a/b/c.html', 'https://sub.domain.example.com/a/b/c.html'],
  ['https://example.com/?q=a+b&c=d%20e', 'https://example.com/?q=a+b&c=d%20e'],
  ['https://example.com/#part', 'https://example.com/#part'],
  ['https://example.com?x', 'https://example.com/?x'],
  ['https://example.com/a/../b', 'https://example.com/b'],
  ['https://example.com/a b', 'https://example.com/a%20b'],
  ['https://example.com/mail@example.com', 'https://example.com/mail@example.com'],
  ['https://example.com/?to=a@example.com', 'https://example.com/?to=a@example.com'],
  [`https://example.com/?u=${js}:alert(1)`, `https://example.com/?u=${js}:alert(1)`],
  ['https://bücher.example/', 'https://xn--bcher-kva.example/'],
  ['https://example.com/über', 'https://example.com/%C3%BCber'],
  ['https://example.com/مرحبا', 'https://example.com/%D9%85%D8%B1%D8%AD%D8%A8%D8%A7'],
  ['https://example.com/%E2%9C%93', 'https://example.com/%E2%9C%93'],
  ['http://127.0.0.1:8080/x', 'http://127.0.0.1:8080/x'],
  ['http://[::1]:8080/x', 'http://[::1]:8080/x'],
  ['http://localhost/x', 'http://localhost/x'],
  ['https://example.com/video.mp4#t=10', 'https://example.com/video.mp4#t=10'],
  ['tel:+34600112233', 'tel:+34600112233'],
  ['TEL:600112233', 'tel:600112233'],
  ['tel:+1-800-555-0100', 'tel:+1-800-555-0100'],
  ['tel:030(12)34', 'tel:030(12)34'],
  ['tel:+4930123456;ext=12', 'tel:+4930123456;ext=12'],
  ['mailto:a@example.com', 'mailto:a@example.com'],
  ['mailto:first.last+tag@sub.example.com', 'mailto:first.last+tag@sub.example.com'],
  ['mailto:a@example.com?subject=Case%204711', 'mailto:a@example.com?subject=Case%204711'],
  ['mailto:a@example.com?subject=x&body=one%0D%0Atwo', 'mailto:a@example.com?subject=x&body=one%0D%0Atwo'],
];

describe('a link from outside', () => {
  it('is refused when it is hostile, with and without a page around it, also as media', () => {
    expect(new Set(hostile).size).to.be.at.least(150);
    const accepted = hostile.filter(
      (url) => safeUrl(url) !== undefined || (/[:\\/]/.test(url) && safeUrl(url, { base }) !== undefined),
    );
    expect(accepted).to.deep.equal([]);
    const foreign = hostile.filter((url) => !url.startsWith('blob:https://desk.example/'));
    const played = foreign.filter(
      (url) => /:/.test(url) && safeUrl(url, { base, media: true }) !== undefined,
    );
    expect(played).to.deep.equal([]);
  });

  it('is accepted when it is benign, as it will be followed', () => {
    expect(benign.length).to.be.at.least(30);
    expect(benign.map(([given]) => safeUrl(given))).to.deep.equal(benign.map(([, followed]) => followed));
  });

  it('is refused when it is no text', () => {
    const others = [
      undefined,
      null,
      1,
      {},
      [],
      new URL('https://example.com'),
      { toString: () => `${js}:1` },
    ];
    expect(others.map((url) => safeUrl(url))).to.deep.equal(others.map(() => undefined));
  });

  it('may be relative where the page is known, and stays on its site', () => {
    expect(safeUrl('files/a.pdf', { base })).to.equal('https://desk.example/app/files/a.pdf');
    expect(safeUrl('/files/a.pdf', { base })).to.equal('https://desk.example/files/a.pdf');
    expect(safeUrl('?y=2', { base })).to.equal('https://desk.example/app/page?y=2');
    expect(safeUrl('../../../x', { base })).to.equal('https://desk.example/x');
    expect(safeUrl('files/a.pdf')).to.equal(undefined);
    expect(safeUrl('//desk.example/x', { base })).to.equal(undefined);
    expect(safeUrl('x', { base: 'file:///app/page' })).to.equal(undefined);
    expect(safeUrl('x', { base: 'about:blank' })).to.equal(undefined);
    expect(safeUrl('x', { base: `${js}:alert(1)//` })).to.equal(undefined);
  });

  it('stays the same when it is checked twice', () => {
    for (const [, followed] of benign) expect(safeUrl(followed)).to.equal(followed);
  });
});

describe('a video or picture from outside', () => {
  it('may be a blob of this page and of no other', () => {
    const own = URL.createObjectURL(new Blob(['x']));
    expect(safeUrl(own, { media: true, origin: location.origin })).to.equal(own);
    expect(safeUrl(own, { media: true, base: location.href })).to.equal(own);
    expect(safeUrl(own, { media: true, base })).to.equal(undefined);
    expect(safeUrl(own, { media: true })).to.equal(undefined);
    expect(safeUrl('blob:null/5f3a', { media: true, origin: 'null' })).to.equal(undefined);
    URL.revokeObjectURL(own);
  });

  it('is no telephone number and no letter', () => {
    expect(safeUrl('tel:+34600112233', { media: true })).to.equal(undefined);
    expect(safeUrl('mailto:a@example.com', { media: true })).to.equal(undefined);
  });
});
