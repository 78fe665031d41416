package penstock.example;

import java.security.SecureRandom;
import java.util.UUID;

/** Makes an event id. Call it where the fact is recorded, and keep what it says: never where the fact is sent. */
final class UuidV7 {
  private static final SecureRandom RANDOM = new SecureRandom();

  private UuidV7() {}

  /** RFC 9562, version 7: 48 bits of milliseconds, 74 random bits. */
  static UUID next() {
    long high = System.currentTimeMillis() << 16 | 0x7000 | RANDOM.nextInt(0x1000);
    long low = RANDOM.nextLong() & 0x3fff_ffff_ffff_ffffL | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }

  public static void main(String[] arguments) {
    System.out.println(next());
  }
}
