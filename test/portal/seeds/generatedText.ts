const WORDS = [
  ...[
    'order',
    'release',
    'queue',
    'please',
    'check',
    'the',
    'report',
    'before',
    'lunch',
    'it',
    'works',
    'again',
    'why',
  ],
  ...['đơn', 'hàng', 'kiểm', 'tra', 'giúp', 'anh', 'nhé', 'cảm', 'ơn', 'trước', 'chiều', 'nay', 'rồi', 'ạ'],
  ...[
    'заказ',
    'отчёт',
    'проверь',
    'пожалуйста',
    'сегодня',
    'уже',
    'готово',
    'спасибо',
    'почему',
    'опять',
    'очередь',
  ],
];

const EMOJI = ['👍', '🎉', '😄', '🙏', '🔥', '🤔'];

/** Text for filling: from one word to a long paragraph, now and then with markup, code, links or an emoji. */
export function generatedText(random: () => number, index: number): string {
  const words = Math.floor(random() ** 3 * 70) + 1;
  let text = '';
  for (let count = 0; count < words; count += 1) text += `${count === 0 ? '' : ' '}${pick(WORDS, random)}`;
  switch (Math.floor(random() * 14)) {
    case 0:
      return `[b]${text}[/b]`;
    case 1:
      return `${text}\n[code]const total_${index} = lines.reduce((sum, line) => sum + line.price, 0);\nreturn total_${index};[/code]`;
    case 2:
      return `>>${text}\n${pick(WORDS, random)}`;
    case 3:
      return `${text} [URL=https://docs.example/page/${index}]page ${index}[/URL]`;
    case 4:
      return `${text} ${pick(EMOJI, random)}`;
    case 5:
      return `[USER=${2 + (index % 20)} REPLACE]An Lund[/USER] ${text}`;
    case 6:
      return `${text}\n${text}\n[i]${pick(WORDS, random)}[/i]`;
    default:
      return text;
  }
}

function pick(items: readonly string[], random: () => number): string {
  return items[Math.floor(random() * items.length)] ?? '';
}
