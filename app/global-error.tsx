'use client';

/** Stands in for the whole document when even its frame failed, which is nearly always the configuration. */
export default function GlobalError({ retry }: { error: unknown; retry: () => void }) {
  return (
    <html lang="en" style={{ colorScheme: 'light dark' }}>
      <body style={{ font: '15px/1.5 system-ui, sans-serif', maxWidth: 480, margin: '20vh auto', padding: '0 16px' }}>
        <title>Hookwell could not start this page</title>
        <h1 style={{ fontSize: 20 }}>Hookwell could not start this page</h1>
        <p>The app’s log names the cause. A variable of the environment that is not valid is the usual one.</p>
        <button type="button" onClick={() => retry()} style={{ font: 'inherit', padding: '6px 12px' }}>
          Try again
        </button>
      </body>
    </html>
  );
}
