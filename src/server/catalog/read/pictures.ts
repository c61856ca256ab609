/** Pictures of our own for the addresses that product rows name. */
import type { ProductsTable } from '#server/database/tables.ts';
import type { Shop } from '#server/shop.ts';
import { readBody } from '../stored-body.ts';
import type { Pictures } from './rows.ts';

const NONE: Pictures = new Map();
