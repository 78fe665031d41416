package penstock.example;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.Schema;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Sends the rows of an outbox, which come as JSON lines on standard input, as StockAdjusted. A row carries the event id, the sequence and the
 * trace that were made when the fact was recorded: this program may be killed and run again, and then repeats events with the same ids.
 */
public final class ProduceStockAdjusted {
  private static final String TOPIC = "retail.inventory.v1";
  private static final int LARGEST = 900 * 1024;

  public static void main(String[] arguments) throws Exception {
    var schema = new Schema.Parser().parse(Files.readString(Path.of(arguments[0])));
    var wire = WireFormat.of(System.getenv("SCHEMA_REGISTRY_URL"), TOPIC, schema);
    var json = new ObjectMapper();
    var failed = new AtomicReference<Exception>();
    int sent = 0;
    try (var producer = producer();
        var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String text = lines.readLine(); text != null && failed.get() == null; text = lines.readLine()) {
        JsonNode row = json.readTree(text);
        byte[] value = wire.encode(StockAdjusted.of(schema, row));
        if (value.length > LARGEST) throw new IllegalArgumentException(value.length + " bytes are more than " + LARGEST);
        var record = new ProducerRecord<>(TOPIC, StockAdjusted.key(row), value);
        record.headers().add("traceparent", row.get("traceparent").asText().getBytes(StandardCharsets.UTF_8));
        producer.send(record, (metadata, error) -> failed.compareAndSet(null, error));
        sent += 1;
      }
    } // close() waits for what is under way
    if (failed.get() != null) throw failed.get();
    System.out.println(sent + " sent");
  }

  private static KafkaProducer<String, byte[]> producer() {
    // Java's own partitioner is murmur2 over the key's bytes, and retries keep order (enable.idempotence) by default.
    return new KafkaProducer<>(
        Map.of(
            "bootstrap.servers", System.getenv("KAFKA_BROKERS"),
            "client.id", "till-berlin",
            "acks", "all",
            "delivery.timeout.ms", Integer.MAX_VALUE), // never give one up while those behind it go on
        new StringSerializer(), // raw UTF-8
        new ByteArraySerializer());
  }
}
