import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectionOptions } from '@/lib/db/connection-options';
import { migrateDatabase } from '@/lib/db/migrate';
import { buildEvent } from '@/lib/simulator/build';
import { startApp } from '../support/app';
import { createEmptyDatabase } from '../support/database';
import { signedDelivery } from '../support/deliveries';
