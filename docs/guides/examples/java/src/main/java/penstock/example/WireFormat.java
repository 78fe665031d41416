package penstock.example;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.avro.Conversions;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.EncoderFactory;

/**
 * Confluent's wire format: a zero byte, the schema's id in four bytes big-endian, the Avro body. By hand, because Confluent's serializer is not
 * on Maven Central. Source: https://docs.confluent.io/platform/current/schema-registry/fundamentals/serdes-develop/index.html#wire-format
 */
final class WireFormat {
  private final byte[] prefix;
  private final GenericDatumWriter<GenericRecord> writer;

  private WireFormat(int id, Schema schema) {
    prefix = ByteBuffer.allocate(5).put((byte) 0).putInt(id).array();
    var data = new GenericData();
    data.addLogicalTypeConversion(new Conversions.DecimalConversion());
    writer = new GenericDatumWriter<>(schema, data);
  }

  /**
   * Asks the registry for the id of exactly this schema under the subject of TopicRecordNameStrategy; normalised, because text would be
   * compared to the blank. Never registers one.
   * API: https://docs.confluent.io/platform/current/schema-registry/develop/api.html
   *
   * @throws IOException when the registry does not know the schema
   */
  static WireFormat of(String registryUrl, String topic, Schema schema) throws IOException, InterruptedException {
    String subject = URLEncoder.encode(topic + "-" + schema.getFullName(), StandardCharsets.UTF_8);
    var json = new ObjectMapper();
    var request =
        HttpRequest.newBuilder(URI.create(registryUrl + "/subjects/" + subject + "?normalize=true"))
            .header("content-type", "application/vnd.schemaregistry.v1+json")
            .POST(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(Map.of("schema", schema.toString()))))
            .build();
    var response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    if (response.statusCode() != 200) throw new IOException(subject + ": " + response.statusCode() + " " + response.body());
    return new WireFormat(json.readTree(response.body()).get("id").asInt(), schema);
  }

  byte[] encode(GenericRecord event) throws IOException {
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(prefix);
    var encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    writer.write(event, encoder);
    encoder.flush();
    return bytes.toByteArray();
  }
}
