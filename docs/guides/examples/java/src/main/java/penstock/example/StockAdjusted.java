package penstock.example;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;

/** A row of the outbox as the event. The builder refuses a field that is missing and has no default. */
final class StockAdjusted {
  private StockAdjusted() {}

  static String key(JsonNode row) {
    return CanonicalId.of("prd", "main", "odoo:main", row.get("odooProductId").asText());
  }

  static GenericRecord of(Schema schema, JsonNode row) {
    Schema quantity = schema.getField("delta").schema();
    Schema cause = schema.getField("cause").schema();
    return new GenericRecordBuilder(schema)
        .set("meta", meta(schema.getField("meta").schema(), row))
        .set("productId", key(row))
        .set("locationId", CanonicalId.of("loc", "main", "odoo:main", row.get("odooLocationId").asText()))
        .set(
            "delta",
            new GenericRecordBuilder(quantity)
                .set("amount", exact(quantity.getField("amount").schema(), row.get("delta").asText()))
                .set("unit", row.get("unit").asText())
                .build())
        .set("cause", new GenericData.EnumSymbol(cause, row.get("cause").asText()))
        .set("odooMoveId", null)
        .set("effectiveAt", micros(OffsetDateTime.parse(row.get("at").asText())))
        .build();
  }

  private static GenericRecord meta(Schema schema, JsonNode row) {
    var at = OffsetDateTime.parse(row.get("at").asText());
    var source = new GenericRecordBuilder(schema.getField("source").schema());
    return new GenericRecordBuilder(schema)
        .set("eventId", row.get("eventId").asText())
        .set("occurredAt", micros(at))
        .set("occurredZone", at.getOffset().getId())
        .set("source", source.set("system", "till:berlin").set("channel", "berlin").build())
        .set("entity", "main")
        .set("correlationId", row.get("ref").asText())
        .set("causationId", null)
        .set("aggregateId", key(row))
        .set("sequence", row.get("sequence").asLong())
        .set("mode", new GenericData.EnumSymbol(schema.getField("mode").schema(), "live"))
        .build();
  }

  /** Microseconds since 1970-01-01T00:00:00Z. */
  private static long micros(OffsetDateTime moment) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, moment.toInstant());
  }

  /** Of text, never of a double; throws ArithmeticException rather than round. */
  private static BigDecimal exact(Schema schema, String text) {
    int scale = ((org.apache.avro.LogicalTypes.Decimal) schema.getLogicalType()).getScale();
    return new BigDecimal(text).setScale(scale);
  }
}
