import { Heading, Html, render, Text } from 'react-email';
import { expect, it } from 'vitest';
import { renderOnce } from './render-once';

type Values = { shop: string; amount: string };

const mail = ({ shop, amount }: Values) => (
  <Html lang="en" title={shop}>
    <Heading>{`${shop}: ${amount}`}</Heading>
    <Text>{amount}</Text>
  </Html>
);

const hostile = `<script>alert("1")</script> & 'sons' \uE000amount\uE001 \u202E $& ${'x'.repeat(10_000)}`;

it.each([
  { shop: 'Shop', amount: '$10.99' },
  { shop: hostile, amount: '¥1,099' },
  { shop: '', amount: hostile },
])('fills a template with what React would write, mail by mail', async (values) => {
  expect(await renderOnce('a mail', values, mail)).toBe(await render(mail(values)));
});

it('renders a template once for each key', async () => {
  let rendered = 0;
  const counted = (values: Values) => {
    rendered += 1;
    return mail(values);
  };
  for (const shop of ['A', 'B', 'C']) await renderOnce('counted', { shop, amount: '1' }, counted);
  await renderOnce('another', { shop: 'D', amount: '1' }, counted);
  expect(rendered).toBe(2);
});

it('tries a template again that could not be rendered', async () => {
  const values = { shop: 'Shop', amount: '1' };
  const broken = () => renderOnce('broken', values, () => <Broken />);
  await expect(broken()).rejects.toThrow('not yet');
  await expect(renderOnce('broken', values, mail)).resolves.toContain('Shop');
});

function Broken(): never {
  throw new Error('not yet');
}
