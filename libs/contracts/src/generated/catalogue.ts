// Generated from schemas/catalogue by `npm run generate`. Do not edit.
import type { CatalogueEntry, Topic } from '../catalogue.js';

/** Every topic, by context. */
export const topics: readonly Topic[] = [
  {
    "name": "retail.catalog.v1",
    "description": "Products and locations as Odoo knows them, for whoever builds a projection of them.",
    "partitions": 24,
    "localPartitions": 6,
    "config": {
      "cleanup.policy": "delete",
      "retention.ms": "-1",
      "max.message.bytes": "1048576"
    }
  },
  {
    "name": "retail.fulfilment.v1",
    "description": "What left the warehouse for a customer.",
    "partitions": 24,
    "localPartitions": 6,
    "config": {
      "cleanup.policy": "delete",
      "retention.ms": "2592000000",
      "max.message.bytes": "1048576"
    }
  },
  {
    "name": "retail.inventory.v1",
    "description": "Movements of stock, reservations and what may be sold.",
    "partitions": 24,
    "localPartitions": 6,
    "config": {
      "cleanup.policy": "delete",
      "retention.ms": "2592000000",
      "max.message.bytes": "1048576"
    }
  },
  {
    "name": "retail.operations.v1",
    "description": "What operators and the read models need to know about the system itself.",
    "partitions": 24,
    "localPartitions": 6,
    "config": {
      "cleanup.policy": "delete",
      "retention.ms": "7776000000",
      "max.message.bytes": "1048576"
    }
  },
  {
    "name": "retail.orders.v1",
    "description": "Orders as the channels took them. Carries personal data, so it is never compacted and keeps 30 days.",
    "partitions": 24,
    "localPartitions": 6,
    "config": {
      "cleanup.policy": "delete",
      "retention.ms": "2592000000",
      "max.message.bytes": "1048576"
    }
  },
  {
    "name": "retail.payments.v1",
    "description": "Money taken from and given back to customers.",
    "partitions": 24,
    "localPartitions": 6,
    "config": {
      "cleanup.policy": "delete",
      "retention.ms": "7776000000",
      "max.message.bytes": "1048576"
    }
  },
  {
    "name": "retail.settlement.v1",
    "description": "What payment providers paid out, and which payments it settles.",
    "partitions": 24,
    "localPartitions": 6,
    "config": {
      "cleanup.policy": "delete",
      "retention.ms": "7776000000",
      "max.message.bytes": "1048576"
    }
  }
];

/** What is agreed about each event, by its full name. */
export const catalogue: Readonly<Record<string, CatalogueEntry & { readonly topic: string }>> = {
  "penstock.catalog.KitDefined": {
    "topic": "retail.catalog.v1",
    "retentionDays": null,
    "owner": "merchandising",
    "systemOfRecord": "Odoo",
    "producers": [
      "odoo-adapter"
    ],
    "outside": "product information systems",
    "consumers": [
      "inventory-propagator"
    ],
    "latencyTier": "minutes",
    "serviceLevel": "99% within 5 min of the change in Odoo",
    "criticality": "high",
    "key": "productId",
    "compatibility": "FULL_TRANSITIVE",
    "personalDataFields": [],
    "deprecation": null,
    "onDeadLetter": "hold"
  },
  "penstock.catalog.ListingLinked": {
    "topic": "retail.catalog.v1",
    "retentionDays": null,
    "owner": "channel-operations",
    "systemOfRecord": "the channel",
    "producers": [],
    "outside": "whoever lists products at a channel",
    "consumers": [
      "inventory-propagator"
    ],
    "latencyTier": "minutes",
    "serviceLevel": "99% within 5 min of the change at the channel",
    "criticality": "high",
    "key": "listingId",
    "compatibility": "FULL_TRANSITIVE",
    "personalDataFields": [],
    "deprecation": null,
    "onDeadLetter": "hold"
  },
  "penstock.catalog.LocationLinked": {
    "topic": "retail.catalog.v1",
    "retentionDays": null,
    "owner": "warehouse-operations",
    "systemOfRecord": "Odoo",
    "producers": [
      "odoo-adapter"
    ],
    "outside": null,
    "consumers": [
      "inventory-propagator"
    ],
    "latencyTier": "minutes",
    "serviceLevel": "99% within 5 min of the change in Odoo",
    "criticality": "high",
    "key": "locationId",
    "compatibility": "FULL_TRANSITIVE",
    "personalDataFields": [],
    "deprecation": null,
    "onDeadLetter": "hold"
  },
  "penstock.catalog.PriceChanged": {
    "topic": "retail.catalog.v1",
    "retentionDays": null,
    "owner": "merchandising",
    "systemOfRecord": "Odoo",
    "producers": [
      "odoo-adapter"
    ],
    "outside": null,
    "consumers": [
      "inventory-propagator"
    ],
    "latencyTier": "minutes",
    "serviceLevel": "99% within 5 min of the change in Odoo",
    "criticality": "high",
    "key": "productId",
    "compatibility": "FULL_TRANSITIVE",
    "personalDataFields": [],
    "deprecation": null,
    "onDeadLetter": "hold"
  },
  "penstock.catalog.ProductLinked": {
    "topic": "retail.catalog.v1",
    "retentionDays": null,
    "owner": "merchandising",
    "systemOfRecord": "Odoo",
    "producers": [
      "odoo-adapter"
    ],
    "outside": null,
    "consumers": [
      "inventory-propagator"
    ],
    "latencyTier": "minutes",
    "serviceLevel": "99% within 5 min of the change in Odoo",
    "criticality": "high",
    "key": "productId",
    "compatibility": "FULL_TRANSITIVE",
    "personalDataFields": [],
    "deprecation": null,
    "onDeadLetter": "hold"
  },
  "penstock.fulfilment.DeliveryChanged": {
    "topic": "retail.fulfilment.v1",
    "retentionDays": 30,
    "owner": "warehouse-operations",
    "systemOfRecord": "Odoo",
    "producers": [
      "odoo-adapter"
    ],
    "outside": null,
    "consumers": [],
    "latencyTier": "seconds",
    "serviceLevel": "99% within 10 s of the change in Odoo",
    "criticality": "normal",
    "key": "orderId",
    "compatibility": "FULL_TRANSITIVE",
    "personalDataFields": [],
    "deprecation": null,
    "onDeadLetter": "hold"
  },
  "penstock.fulfilment.ReturnReceived": {
    "topic": "retail.fulfilment.v1",
    "retentionDays": 30,
    "owner": "warehouse-operations",
    "systemOfRecord": "whoever takes returns in",
    "producers": [],
    "outside": "logistics providers, tills",
    "consumers": [
      "odoo-adapter",
      "inventory-propagator"
    ],
    "latencyTier": "seconds",
    "serviceLevel": "99% booked in Odoo within 10 s",
    "criticality": "high",
    "key": "orderId",
    "compatibility": "FULL_TRANSITIVE",
    "personalDataFields": [],
    "deprecation": null,
    "onDeadLetter": "hold"
  },
  "penstock.fulfilment.ShipmentConfirmed": {
    "topic": "retail.fulfilment.v1",
    "retentionDays": 30,
    "owner": "warehouse-operations",
    "systemOfRecord": "Odoo",
    "producers": [
      "odoo-adapter"
    ],
    "outside": null,
    "consumers": [
      "inventory-propagator"
    ],
    "latencyTier": "seconds",
    "serviceLevel": "99% within 10 s of the delivery in Odoo",
    "criticality": "vital",
    "key": "orderId",
    "compatibility": "FULL_TRANSITIVE",
    "personalDataFields": [],
    "deprecation": null,
    "onDeadLetter": "hold"
  },
  "penstock.fulfilment.ShipmentReported": {
    "topic": "retail.fulfilment.v1",
    "retentionDays": 30,
    "owner": "warehouse-operations",
    "systemOfRecord": "whoever ships",
    "producers": [],
    "outside": "logistics providers, tills, warehouses of marketplaces",
    "consumers": [
      "odoo-adapter"
    ],
    "latencyTier": "seconds",
    "serviceLevel": "99% delivered in Odoo within 10 s",
    "criticality": "vital",
    "key": "orderId",
    "compatibility": "FULL_TRANSITIVE",
    "personalDataFields": [],
    "deprecation": null,
    "onDeadLetter": "hold"
  },
  "penstock.inventory.AvailabilityChanged": {
    "topic": "retail.inventory.v1",
    "retentionDays": 30,
    "owner": "inventory",
    "systemOfRecord": "inventory-propagator",
    "producers": [
      "inventory-propagator"
    ],
    "outside": null,
    "consumers": [],
    "latencyTier": "seconds",
    "serviceLevel": "99% within 2 s of the cause",
    "criticality": "vital",
    "key": "productId",
    "compatibility": "FULL_TRANSITIVE",
    "personalDataFields": [],
    "deprecation": null,
    "onDeadLetter": "continue"
  },
  "penstock.inventory.CycleCountCompleted": {
    "topic": "retail.inventory.v1",
    "retentionDays": 30,
    "owner": "warehouse-operations",
    "systemOfRecord": "Odoo",
    "producers": [
      "odoo-adapter"
    ],
    "outside": null,
    "consumers": [
      "inventory-propagator"
    ],
    "latencyTier": "minutes",
    "serviceLevel": "99% within 60 s of the count in Odoo",
    "criticality": "high",
    "key": "productId",
    "compatibility": "FULL_TRANSITIVE",
    "personalDataFields": [],
    "deprecation": null,
    "onDeadLetter": "hold"
  },
  "penstock.inventory.DriftDetected": {
    "topic": "retail.inventory.v1",
    "retentionDays": 30,
    "owner": "inventory",
    "systemOfRecord": "inventory-propagator",
    "producers": [
      "inventory-propagator"
    ],
    "outside": null,
    "consumers": [],
    "latencyTier": "minutes",
    "serviceLevel": "99% within 5 min of the end of the comparison",
    "criticality": "high",
    "key": "productId",
    "compatibility": "FULL_TRANSITIVE",
    "personalDataFields": [],
    "deprecation": null,
    "onDeadLetter": "hold"
  },
  "penstock.inventory.GoodsExpected": {
    "topic": "retail.inventory.v1",
    "retentionDays": 30,
    "owner": "purchasing",
    "systemOfRecord": "Odoo",
    "producers": [
      "odoo-adapter"
    ],
    "outside": "suppliers, logistics providers",
    "consumers": [
      "inventory-propagator"
    ],
    "latencyTier": "minutes",
    "serviceLevel": "99% within 5 min of the change in Odoo",
    "criticality": "normal",
    "key": "productId",
    "compatibility": "FULL_TRANSITIVE",
    "personalDataFields": [],
    "deprecation": null,
    "onDeadLetter": "hold"
  },
  "penstock.inventory.GoodsReceived": {
    "topic": "retail.inventory.v1",
    "retentionDays": 30,
    "owner": "warehouse-operations",
    "systemOfRecord": "Odoo",
    "producers": [
      "odoo-adapter"
    ],
    "outside": "logistics providers",
    "consumers": [
      "inventory-propagator"
    ],
    "latencyTier": "seconds",
    "serviceLevel": "99% within 10 s of the receipt in Odoo",
    "criticality": "vital",
    "key": "productId",
    "compatibility": "FULL_TRANSITIVE",
    "personalDataFields": [],
    "deprecation": null,
    "onDeadLetter": "hold"
  },
  "penstock.inventory.ReservationRejected": {
    "topic": "retail.inventory.v1",
    "retentionDays": 30,
    "owner": "inventory",
    "systemOfRecord": "inventory-propagator",
    "producers": [
      "inventory-propagator"
    ],
    "outside": null,
    "consumers": [],
    "latencyTier": "seconds",
    "serviceLevel": "99% within 2 s of the order",
    "criticality": "high",
    "key": "productId",
    "compatibility": "FULL_TRANSITIVE",
    "personalDataFields": [],
    "deprecation": null,
    "onDeadLetter": "hold"
  },
  "penstock.inventory.StockAdjusted": {
    "topic": "retail.inventory.v1",
    "retentionDays": 30,
    "owner": "warehouse-operations",
    "systemOfRecord": "Odoo",
    "producers": [
      "odoo-adapter"
    ],
    "outside": null,
    "consumers": [
      "inventory-propagator"
    ],
    "latencyTier": "seconds",
    "serviceLevel": "99% within 10 s of the movement in Odoo",
    "criticality": "vital",
    "key": "productId",
    "compatibility": "FULL_TRANSITIVE",
    "personalDataFields": [],
    "deprecation": null,
    "onDeadLetter": "hold"
  },
  "penstock.inventory.StockCounted": {
    "topic": "retail.inventory.v1",
    "retentionDays": 30,
    "owner": "warehouse-operations",
    "systemOfRecord": "whoever counts",
    "producers": [],
    "outside": "stores, logistics providers",
    "consumers": [
      "odoo-adapter"
    ],
    "latencyTier": "seconds",
    "serviceLevel": "99% applied in Odoo within 10 s",
    "criticality": "high",
    "key": "productId",
    "compatibility": "FULL_TRANSITIVE",
    "personalDataFields": [],
    "deprecation": null,
    "onDeadLetter": "hold"
  },
  "penstock.inventory.StockLevelReported": {
    "topic": "retail.inventory.v1",
    "retentionDays": 30,
    "owner": "warehouse-operations",
    "systemOfRecord": "Odoo",
    "producers": [
      "odoo-adapter"
    ],
    "outside": null,
    "consumers": [
      "inventory-propagator"
    ],
    "latencyTier": "daily",
    "serviceLevel": "once for each product and location in each comparison",
    "criticality": "normal",
    "key": "productId",
    "compatibility": "FULL_TRANSITIVE",
    "personalDataFields": [],
    "deprecation": null,
    "onDeadLetter": "hold"
  },
  "penstock.inventory.StockQuarantined": {
    "topic": "retail.inventory.v1",
    "retentionDays": 30,
    "owner": "warehouse-operations",
    "systemOfRecord": "whoever inspects goods",
    "producers": [],
    "outside": "warehouses and logistics providers",
    "consumers": [
      "inventory-propagator"
    ],
    "latencyTier": "seconds",
    "serviceLevel": "99% booked within 10 s",
    "criticality": "high",
    "key": "productId",
    "compatibility": "FULL_TRANSITIVE",
    "personalDataFields": [],
    "deprecation": null,
    "onDeadLetter": "hold"
  },
  "penstock.inventory.StockReleased": {
    "topic": "retail.inventory.v1",
    "retentionDays": 30,
    "owner": "inventory",
    "systemOfRecord": "inventory-propagator",
    "producers": [
      "inventory-propagator"
    ],
    "outside": null,
    "consumers": [],
    "latencyTier": "seconds",
    "serviceLevel": "99% within 2 s of the cause",
    "criticality": "normal",
    "key": "productId",
    "compatibility": "FULL_TRANSITIVE",
    "personalDataFields": [],
    "deprecation": null,
    "onDeadLetter": "hold"
  },
  "penstock.inventory.StockReserved": {
    "topic": "retail.inventory.v1",
    "retentionDays": 30,
    "owner": "inventory",
    "systemOfRecord": "inventory-propagator",
    "producers": [
      "inventory-propagator"
    ],
    "outside": null,
    "consumers": [],
    "latencyTier": "seconds",
    "serviceLevel": "99% within 2 s of the order",
    "criticality": "high",
    "key": "productId",
    "compatibility": "FULL_TRANSITIVE",
    "personalDataFields": [],
    "deprecation": null,
    "onDeadLetter": "hold"
  },
  "penstock.inventory.TransferCompleted": {
    "topic": "retail.inventory.v1",
    "retentionDays": 30,
    "owner": "warehouse-operations",
    "systemOfRecord": "Odoo",
    "producers": [
      "odoo-adapter"
    ],
    "outside": "warehouses and logistics providers",
    "consumers": [
      "inventory-propagator"
    ],
    "latencyTier": "seconds",
    "serviceLevel": "99% within 10 s of the transfer in Odoo",
    "criticality": "vital",
    "key": "productId",
    "compatibility": "FULL_TRANSITIVE",
    "personalDataFields": [],
    "deprecation": null,
    "onDeadLetter": "hold"
  },
  "penstock.inventory.TransferStarted": {
    "topic": "retail.inventory.v1",
    "retentionDays": 30,
    "owner": "warehouse-operations",
    "systemOfRecord": "whoever moves the goods",
    "producers": [],
    "outside": "warehouses and logistics providers that report departures",
    "consumers": [
      "inventory-propagator"
    ],
    "latencyTier": "seconds",
    "serviceLevel": "99% booked within 10 s",
    "criticality": "high",
    "key": "productId",
    "compatibility": "FULL_TRANSITIVE",
    "personalDataFields": [],
    "deprecation": null,
    "onDeadLetter": "hold"
  },
  "penstock.operations.DeadLettered": {
    "topic": "retail.operations.v1",
    "retentionDays": 90,
    "owner": "platform",
    "systemOfRecord": "the service that gave up",
    "producers": [
      "order-ingest",
      "inventory-propagator",
      "odoo-adapter",
      "settlement-reconciler"
    ],
    "outside": null,
    "consumers": [],
    "latencyTier": "seconds",
    "serviceLevel": "99% within 10 s of the last try",
    "criticality": "vital",
    "key": "key",
    "compatibility": "FULL_TRANSITIVE",
    "personalDataFields": [],
    "deprecation": null,
    "onDeadLetter": "continue"
  },
  "penstock.operations.ExceptionRaised": {
    "topic": "retail.operations.v1",
    "retentionDays": 90,
    "owner": "retail-operations",
    "systemOfRecord": "the service that raised it",
    "producers": [
      "order-ingest",
      "inventory-propagator",
      "odoo-adapter",
      "settlement-reconciler"
    ],
    "outside": null,
    "consumers": [],
    "latencyTier": "seconds",
    "serviceLevel": "99% within 10 s of the cause",
    "criticality": "high",
    "key": "subject",
    "compatibility": "FULL_TRANSITIVE",
    "personalDataFields": [],
    "deprecation": null,
    "onDeadLetter": "continue"
  },
  "penstock.operations.OdooRecordLinked": {
    "topic": "retail.operations.v1",
    "retentionDays": 90,
    "owner": "erp",
    "systemOfRecord": "odoo-adapter",
    "producers": [
      "odoo-adapter"
    ],
    "outside": null,
    "consumers": [],
    "latencyTier": "seconds",
    "serviceLevel": "99% within 5 s of the record",
    "criticality": "normal",
    "key": "canonicalId",
    "compatibility": "FULL_TRANSITIVE",
    "personalDataFields": [],
    "deprecation": null,
    "onDeadLetter": "continue"
  },
  "penstock.orders.OrderCancelled": {
    "topic": "retail.orders.v1",
    "retentionDays": 30,
    "owner": "order-management",
    "systemOfRecord": "sales channel",
    "producers": [
      "order-ingest"
    ],
    "outside": null,
    "consumers": [
      "inventory-propagator",
      "odoo-adapter"
    ],
    "latencyTier": "seconds",
    "serviceLevel": "99% within 5 s of the webhook",
    "criticality": "high",
    "key": "orderId",
    "compatibility": "FULL_TRANSITIVE",
    "personalDataFields": [],
    "deprecation": null,
    "onDeadLetter": "hold"
  },
  "penstock.orders.OrderCreated": {
    "topic": "retail.orders.v1",
    "retentionDays": 30,
    "owner": "order-management",
    "systemOfRecord": "sales channel",
    "producers": [
      "order-ingest"
    ],
    "outside": null,
    "consumers": [
      "inventory-propagator",
      "odoo-adapter"
    ],
    "latencyTier": "seconds",
    "serviceLevel": "99% within 5 s of the webhook",
    "criticality": "vital",
    "key": "orderId",
    "compatibility": "FULL_TRANSITIVE",
    "personalDataFields": [
      "personal"
    ],
    "deprecation": null,
    "onDeadLetter": "hold"
  },
  "penstock.orders.OrderUpdated": {
    "topic": "retail.orders.v1",
    "retentionDays": 30,
    "owner": "order-management",
    "systemOfRecord": "sales channel",
    "producers": [
      "order-ingest"
    ],
    "outside": null,
    "consumers": [
      "odoo-adapter",
      "inventory-propagator"
    ],
    "latencyTier": "seconds",
    "serviceLevel": "99% within 5 s of the webhook",
    "criticality": "high",
    "key": "orderId",
    "compatibility": "FULL_TRANSITIVE",
    "personalDataFields": [
      "personal"
    ],
    "deprecation": null,
    "onDeadLetter": "hold"
  },
  "penstock.orders.ReleaseRequested": {
    "topic": "retail.orders.v1",
    "retentionDays": 30,
    "owner": "inventory",
    "systemOfRecord": "whoever took the order",
    "producers": [],
    "outside": "checkouts, tills, B2B portals",
    "consumers": [
      "inventory-propagator"
    ],
    "latencyTier": "seconds",
    "serviceLevel": "99% released within 2 s",
    "criticality": "high",
    "key": "orderId",
    "compatibility": "FULL_TRANSITIVE",
    "personalDataFields": [],
    "deprecation": null,
    "onDeadLetter": "hold"
  },
  "penstock.orders.ReservationRequested": {
    "topic": "retail.orders.v1",
    "retentionDays": 30,
    "owner": "inventory",
    "systemOfRecord": "whoever takes the order",
    "producers": [],
    "outside": "checkouts, tills, B2B portals",
    "consumers": [
      "inventory-propagator"
    ],
    "latencyTier": "seconds",
    "serviceLevel": "99% decided within 2 s",
    "criticality": "vital",
    "key": "orderId",
    "compatibility": "FULL_TRANSITIVE",
    "personalDataFields": [],
    "deprecation": null,
    "onDeadLetter": "hold"
  },
  "penstock.payments.PaymentCaptured": {
    "topic": "retail.payments.v1",
    "retentionDays": 90,
    "owner": "payments",
    "systemOfRecord": "sales channel",
    "producers": [
      "order-ingest"
    ],
    "outside": null,
    "consumers": [
      "settlement-reconciler"
    ],
    "latencyTier": "minutes",
    "serviceLevel": "99% within 60 s of the webhook",
    "criticality": "high",
    "key": "orderId",
    "compatibility": "FULL_TRANSITIVE",
    "personalDataFields": [],
    "deprecation": null,
    "onDeadLetter": "hold"
  },
  "penstock.settlement.SettlementImported": {
    "topic": "retail.settlement.v1",
    "retentionDays": 90,
    "owner": "finance",
    "systemOfRecord": "payment provider",
    "producers": [
      "settlement-reconciler"
    ],
    "outside": null,
    "consumers": [],
    "latencyTier": "daily",
    "serviceLevel": "within 1 h of the payout",
    "criticality": "high",
    "key": "payoutId",
    "compatibility": "FULL_TRANSITIVE",
    "personalDataFields": [],
    "deprecation": null,
    "onDeadLetter": "hold"
  },
  "penstock.settlement.SettlementMatched": {
    "topic": "retail.settlement.v1",
    "retentionDays": 90,
    "owner": "finance",
    "systemOfRecord": "settlement-reconciler",
    "producers": [
      "settlement-reconciler"
    ],
    "outside": null,
    "consumers": [],
    "latencyTier": "daily",
    "serviceLevel": "within 1 h of the payout",
    "criticality": "high",
    "key": "payoutId",
    "compatibility": "FULL_TRANSITIVE",
    "personalDataFields": [],
    "deprecation": null,
    "onDeadLetter": "continue"
  }
};
