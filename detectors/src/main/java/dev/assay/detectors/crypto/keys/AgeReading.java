package dev.assay.detectors.crypto.keys;

/** A secret key of age: {@code AGE-SECRET-KEY-1} and 32 bytes in Bech32 (BIP 173), whose checksum tells it from an example. */
final class AgeReading {
    private static final String PREFIX = "AGE-SECRET-KEY-";
    private static final String DIGITS = "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L";
    private static final int[] GENERATOR = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3};

    /** Of 32 bytes and of the checksum. */
    private static final int DIGITS_OF_KEY = 52 + 6;

    private AgeReading() {}

    static void read(byte[] bytes, int index, int end, Spot spot) {
        int from = index + PREFIX.length() + 1;
        if (from + DIGITS_OF_KEY > end) {
            return;
        }
        int sum = 1;
        for (int shift = 5; shift >= 0; shift -= 5) {
            for (int i = 0; i < PREFIX.length(); i++) {
                sum = step(sum, Character.toLowerCase(PREFIX.charAt(i)) >> shift & (shift == 0 ? 31 : 7));
            }
            sum = shift == 5 ? step(sum, 0) : sum;
        }
        for (int i = from; i < from + DIGITS_OF_KEY; i++) {
            int digit = DIGITS.indexOf(bytes[i]);
            if (digit < 0) {
                return;
            }
            sum = step(sum, digit);
        }
        if (sum == 1) {
            spot.as("age")
                    .key(
                            PREFIX + "1",
                            Traits.of(Oids.of("1.3.101.110"))
                                    .put(KeyReading.PART, KeyReading.PRIVATE)
                                    .put(KeyReading.ENCRYPTED, false));
        }
    }

    private static int step(int sum, int digit) {
        int top = sum >> 25;
        int next = (sum & 0x1ffffff) << 5 ^ digit;
        for (int i = 0; i < GENERATOR.length; i++) {
            next ^= (top >> i & 1) == 1 ? GENERATOR[i] : 0;
        }
        return next;
    }
}
