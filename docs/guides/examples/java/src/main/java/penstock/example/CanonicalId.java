package penstock.example;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The id under which everybody knows a thing: 130 bits of SHA-256 over who records it, in Crockford's base 32. */
final class CanonicalId {
  private static final String CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz";

  private CanonicalId() {}

  static String of(String... kindEntitySystemAndId) {
    var text = new StringBuilder();
    for (String part : kindEntitySystemAndId) {
      text.append(part.getBytes(StandardCharsets.UTF_8).length).append(':').append(part);
    }
    BigInteger bits = new BigInteger(1, sha256(text.toString())).shiftRight(126);
    var id = new StringBuilder(kindEntitySystemAndId[0]).append('_');
    for (int shift = 125; shift >= 0; shift -= 5) id.append(CROCKFORD.charAt(bits.shiftRight(shift).intValue() & 31));
    return id.toString();
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException error) {
      throw new IllegalStateException("every Java platform has SHA-256", error);
    }
  }
}
