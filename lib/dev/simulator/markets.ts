/** Where a simulated buyer lives: prices, names and addresses that fit together. `places` are [city, postal code, state, street]. */
export type Market = {
  country: string;
  currency: string;
  weight: number;
  /** Minor units in one unit of the currency: 100, 1 for yen, 1000 for dinar. */
  minor: number;
  /** What one US dollar buys, roughly, so that prices look right. */
  perDollar: number;
  names: readonly string[];
  places: readonly (readonly [city: string, postalCode: string, state: string | null, street: string])[];
  phone: string;
  locale: string;
};

/** The buyers' countries with the share that each has of the sales. */
export const MARKETS: readonly Market[] = [
  {
    country: 'US',
    currency: 'usd',
    weight: 42,
    minor: 100,
    perDollar: 1,
    names: ['Jenny Rosen', 'Marcus Webb', 'Alicia Fuentes', 'Devon Clarke', 'Grace Okafor', 'Tom Baxter'],
    places: [
      ['South San Francisco', '94080', 'CA', '354 Oyster Point Blvd'],
      ['Portland', '97205', 'OR', '1219 SW Park Ave'],
      ['Austin', '78704', 'TX', '2200 S Lamar Blvd'],
      ['Brooklyn', '11211', 'NY', '84 Havemeyer St'],
    ],
    phone: '+1503555',
    locale: 'en',
  },
  {
    country: 'DE',
    currency: 'eur',
    weight: 17,
    minor: 100,
    perDollar: 0.92,
    names: ['Jürgen Weiß', 'Anneliese Köhler', 'Mehmet Yıldız', 'Svenja Brandt'],
    places: [
      ['Berlin', '10997', null, 'Köpenicker Straße 14'],
      ['München', '80469', null, 'Müllerstraße 30'],
    ],
    phone: '+4930555',
    locale: 'de',
  },
  {
    country: 'FR',
    currency: 'eur',
    weight: 9,
    minor: 100,
    perDollar: 0.92,
    names: ['Éloïse Garnier', 'Théo Lefèvre', 'Inès Benali'],
    places: [
      ['Lyon', '69002', null, '12 rue de la République'],
      ['Nantes', '44000', null, '7 quai de la Fosse'],
    ],
    phone: '+3345555',
    locale: 'fr',
  },
  {
    country: 'GB',
    currency: 'gbp',
    weight: 14,
    minor: 100,
    perDollar: 0.78,
    names: ["Siobhan O'Neill", 'Priya Raman', 'Callum Fraser'],
    places: [
      ['London', 'E2 7DD', null, '41 Redchurch Street'],
      ['Leeds', 'LS1 4DT', null, '9 Park Row'],
    ],
    phone: '+4420555',
    locale: 'en-GB',
  },
  {
    country: 'JP',
    currency: 'jpy',
    weight: 10,
    minor: 1,
    perDollar: 150,
    names: ['高橋 美咲', '佐藤 健', 'Yuki Tanaka'],
    places: [
      ['渋谷区', '150-0001', '東京都', '神宮前1-5-8'],
      ['京都市', '604-8005', '京都府', '恵比須町427'],
    ],
    phone: '+8135555',
    locale: 'ja',
  },
  {
    country: 'KW',
    currency: 'kwd',
    weight: 3,
    minor: 1000,
    perDollar: 0.31,
    names: ['فاطمة الصباح', 'Yousef Al-Mutairi'],
    places: [['Kuwait City', '13001', null, 'Fahad Al-Salem Street 22']],
    phone: '+9652555',
    locale: 'en',
  },
  {
    country: 'CA',
    currency: 'cad',
    weight: 5,
    minor: 100,
    perDollar: 1.37,
    names: ['Chloé Tremblay', 'Owen MacLeod'],
    places: [['Montréal', 'H2T 1S6', 'QC', '5333 avenue Casgrain']],
    phone: '+1514555',
    locale: 'fr-CA',
  },
];

/** What the simulated shop sells: name and price in US dollars. */
export const DEMO_PRODUCTS: readonly (readonly [name: string, dollars: number])[] = [
  ['Linen notebook', 18],
  ['Walnut desk tray', 42],
  ['Enamel pour-over kettle', 64.5],
  ['Wool throw', 89],
  ['Brass reading lamp', 129],
  ['Oak stool', 215],
];

/** What it sells by the month. */
export const PLANS: readonly (readonly [name: string, dollars: number])[] = [
  ['Starter', 12],
  ['Team', 49],
  ['Studio', 129],
];

/** The market's price in minor units for a price in dollars. Stripe wants the last digit of three-decimal currencies to be 0. */
export function localPrice(market: Market, dollars: number): number {
  const step = market.minor === 1000 ? 10 : 1;
  return Math.max(step, Math.round((dollars * market.perDollar * market.minor) / step) * step);
}

/** A whole amount; a multiple of ten, as currencies with three decimals want it. */
export const inTens = (amount: number): number => Math.floor(amount / 10) * 10;
