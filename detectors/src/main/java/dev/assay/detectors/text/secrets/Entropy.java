package dev.assay.detectors.text.secrets;

/** How far a text is from being written by a hand. */
final class Entropy {
    private Entropy() {}

    /** Shannon's entropy of the bytes by their own frequencies, in bits a byte. */
    static double bitsOf(byte[] bytes, int from, int to) {
        int[] counts = new int[256];
        for (int i = from; i < to; i++) {
            counts[bytes[i] & 0xff]++;
        }
        double bits = 0;
        int n = to - from;
        for (int count : counts) {
            if (count > 0) {
                double share = (double) count / n;
                bits -= share * Math.log(share);
            }
        }
        return bits / Math.log(2);
    }

    /** How many letters, digits and capitals there are kinds of: random texts of some length have all three. */
    static boolean isMixed(byte[] bytes, int from, int to) {
        boolean digit = false;
        boolean upper = false;
        boolean lower = false;
        for (int i = from; i < to; i++) {
            int c = bytes[i];
            digit |= c >= '0' && c <= '9';
            upper |= c >= 'A' && c <= 'Z';
            lower |= c >= 'a' && c <= 'z';
        }
        return digit && upper && lower;
    }
}
