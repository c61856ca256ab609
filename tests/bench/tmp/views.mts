import { measureFirstView } from '../../journeys/first-view.ts';
import { pageKinds } from '../../journeys/page-kinds.ts';
import { startShop } from '../../journeys/shop-server.ts';
const shop = await startShop({});
for (const r of [1,2]) for (const k of await pageKinds(shop)) console.log(k.name, JSON.stringify(await measureFirstView(shop,k.path)));
await shop.remove();
