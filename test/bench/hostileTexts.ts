// Input that makes a careless parser slow: what opens and never ends, what nests, what looks like something else.

const SIZE = 1_000_000;
const FENCE = '-'.repeat(54);

/** A megabyte each, by what is in it; plain words for comparison. */
export const hostileTexts: Readonly<Record<string, string>> = {
  'plain words': of('Hello world, this is a message. '),
  'brackets': of('['),
  'bracket pairs': of('[]'),
  'open tags': of('[b]'),
  'pairs': of('[b]x[/b]'),
  'nested pairs': nest('[b]', '[/b]'),
  'wrongly nested pairs': of('[b][i][u][s]x[/b]y[/i]z[/u]w[/s]'),
  'unended url tags': of('[url=https://a/'),
  'url tags in url tags': nest('[url=https://a/', ']'),
  'url tags with a bad end': `${'[url=https://a/'.repeat(60_000)}\\${']'.repeat(60_000)}`,
  'url tags with a bad host': nest('[url=https://a:99999/', ']'),
  'url tags with an odd host': nest('[url=https://\ud7fc/', ']'),
  'url tags without an end': of('[url]https://a'),
  'addresses': of('https://a.example/b '),
  'addresses in a row': of('https://'),
  'addresses with a bad host': of('https://a:99999/ '),
  'pictures in pictures': nest('[img size=small', ']'),
  'icons in icons': nest('[icon=x', ']'),
  'dialogs in dialogs': nest('[dialog=', ']'),
  'calls in calls': nest('[call]', '[/call]'),
  'commands around code': `[put]${of('x[code]y[/code]')}[/put]`,
  'tags around code': `[b][i][u][s]${of('x[code]y[/code]')}[/s][/u][/i][/b]`,
  'open code': of('[code]'),
  'quote marks': of('>>'),
  'quotes that rise and fall': of('>>>>>>>>>>>>>>>>a\n>>b\n'),
  'quote blocks': of(`${FENCE}\nA [12] #1:2/3\nx\n`),
  'almost quote blocks': of(`${FENCE.slice(1)}\n`),
  'hashes': of('#'),
  'line breaks': of('a\n'),
};

function of(piece: string): string {
  return piece.repeat(Math.ceil(SIZE / piece.length));
}

function nest(open: string, close: string): string {
  const count = Math.ceil(SIZE / (open.length + close.length));
  return open.repeat(count) + close.repeat(count);
}
