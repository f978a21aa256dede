-- CreateTable
CREATE TABLE "sweep_states" (
    "row_id" BIGSERIAL NOT NULL,
    "account" TEXT,
    "livemode" BOOLEAN NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "checked" BIGINT NOT NULL DEFAULT 0,
    "error" TEXT,
    "erred_at" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sweep_states_pkey" PRIMARY KEY ("row_id")
);

-- CreateTable
CREATE TABLE "sweep_runs" (
    "id" BIGSERIAL NOT NULL,
    "account" TEXT,
    "livemode" BOOLEAN NOT NULL,
    "trigger" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "types" TEXT[],
    "batch" INTEGER NOT NULL DEFAULT 0,
    "cursor" TEXT,
    "pages" INTEGER NOT NULL DEFAULT 0,
    "seen" INTEGER NOT NULL DEFAULT 0,
    "present" INTEGER NOT NULL DEFAULT 0,
    "healed" INTEGER NOT NULL DEFAULT 0,
    "unreadable" INTEGER NOT NULL DEFAULT 0,
    "counted" INTEGER NOT NULL DEFAULT 0,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "sweep_runs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "healed_events" (
    "event_id" TEXT NOT NULL,
    "run_id" BIGINT NOT NULL,
    "healed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "healed_events_pkey" PRIMARY KEY ("event_id")
);

-- CreateTable
CREATE TABLE "fetched_objects" (
    "event_id" TEXT NOT NULL,
    "account" TEXT,
    "object_id" TEXT,
    "type" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "fetched_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "fetched_objects_pkey" PRIMARY KEY ("event_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "sweep_states_account_livemode_key" ON "sweep_states"("account", "livemode") NULLS NOT DISTINCT;

-- CreateIndex
CREATE INDEX "sweep_runs_livemode_account_finished_at_idx" ON "sweep_runs"("livemode", "account", "finished_at");

-- CreateIndex
CREATE INDEX "healed_events_run_id_idx" ON "healed_events"("run_id");

-- CreateIndex
CREATE INDEX "healed_events_healed_at_idx" ON "healed_events"("healed_at");

-- AddForeignKey
ALTER TABLE "healed_events" ADD CONSTRAINT "healed_events_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "sweep_runs"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "healed_events" ADD CONSTRAINT "healed_events_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "webhook_events"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "fetched_objects" ADD CONSTRAINT "fetched_objects_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "webhook_events"("id") ON DELETE CASCADE ON UPDATE CASCADE;
