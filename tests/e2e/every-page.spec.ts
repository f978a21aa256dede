import { listPages, type ShownPage } from '../../harness/pages';
import { expect, expectAccessible, setLook, test } from './fixtures';
import { countShifts, shiftsOf, watch } from './support/watch-page';

// The first of them fills the inbox, and each goes through every page.
test.describe.configure({ timeout: 600_000 });
test.use({ data: 'realistic' });

const overflowOf = () => document.documentElement.scrollWidth - innerWidth;

for (const colorScheme of ['light', 'dark'] as const)
  for (const width of [1440, 375])
    test(`every page is as it should be in ${colorScheme} at ${width} px`, async ({ app, page }) => {
      await setLook(page, colorScheme, width);
      const wrong = watch(page, app.url);
      await countShifts(page);
      for (const shown of await listPages(app.databaseUrl))
        await test.step(shown.path, async () => {
          await page.goto(shown.path);
          const h1 = page.getByRole('heading', { level: 1 });
          await h1.first().waitFor({ timeout: 60_000 });
          await page.waitForLoadState('networkidle');
          expect.soft(await h1.count(), `headings of ${shown.path}`).toBe(1);
          expect.soft(await page.title(), `the title of ${shown.path}`).toMatch(/\S/);
          const shifts = await shiftsOf(page);
          expect.soft(shifts.sum, `${shown.path} jumps: ${shifts.who.join(' … ')}`).toBeLessThanOrEqual(0.02);
          for (const narrow of width === 375 ? [width, 360] : [width]) {
            await setLook(page, colorScheme, narrow);
            expect.soft(await page.evaluate(overflowOf), `${shown.path} at ${narrow} px`).toBeLessThanOrEqual(0);
          }
          await setLook(page, colorScheme, width);
          if (shown.dashboard)
            await expect
              .soft(page.getByRole('navigation', { name: 'Mode' }).filter({ visible: true }).locator('[aria-current]'))
              .toHaveText(/Test/);
          try {
            await expectAccessible(page);
          } catch (error) {
            expect.soft((error as Error).message, `axe on ${shown.path}`).toBe('');
          }
          if (colorScheme === 'light' && shown.dashboard) await expectPrintable(shown);
        });
      expect.soft(wrong).toEqual([]);

      /** On paper there is the page, and nothing to press around it. */
      async function expectPrintable({ path }: ShownPage) {
        await page.emulateMedia({ media: 'print' });
        expect
          .soft(await page.getByRole('navigation', { name: 'Pages' }).filter({ visible: true }).count(), path)
          .toBe(0);
        const main = await page.locator('main').boundingBox();
        expect.soft(main?.width, `${path} on paper`).toBeGreaterThanOrEqual(Math.min(width, 1400));
        await page.emulateMedia({ media: 'screen' });
      }
    });
