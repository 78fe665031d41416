import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes the lines of its input as records: brokers, topic, compression. For codecs.int.spec.ts, run from its source. */
class ProduceCompressed {
  public static void main(String[] args) throws Exception {
    var settings = Map.<String, Object>of(
        "bootstrap.servers", args[0], "compression.type", args[2],
        "batch.size", 400_000, "linger.ms", 200, "max.request.size", 1_000_000);
    var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).lines().toList();
    try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      for (var line : lines) producer.send(new ProducerRecord<>(args[1], line));
    }
  }
}
