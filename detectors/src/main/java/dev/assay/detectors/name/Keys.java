package dev.assay.detectors.name;

/** Which small letters and digits of ASCII are near one another on a keyboard (QWERTY), and which look alike. */
final class Keys {
    private static final int COUNT = 36;
    private static final String[] ROWS = {"1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm"};
    private static final String[] LOOKS = {"0o", "1l", "1i", "il", "5s", "3e", "4a", "7t", "8b", "9g", "6b", "2z"};
    private static final long[] NEAR = near();
    private static final long[] ALIKE = alike();
    private static final long VOWELS = vowels();

    private Keys() {}

    private static int index(int c) {
        return c >= 'a' ? c - 'a' : 26 + c - '0';
    }

    private static long[] near() {
        long[] near = new long[COUNT];
        for (int row = 0; row < ROWS.length; row++) {
            for (int at = 0; at < ROWS[row].length(); at++) {
                join(near, row, at, row, at + 1);
                // each row is moved to the right by about half a key
                join(near, row, at, row + 1, at);
                join(near, row, at, row + 1, at - 1);
            }
        }
        return near;
    }

    private static void join(long[] near, int row, int at, int otherRow, int otherAt) {
        if (otherRow < ROWS.length && otherAt >= 0 && otherAt < ROWS[otherRow].length()) {
            join(near, ROWS[row].charAt(at), ROWS[otherRow].charAt(otherAt));
        }
    }

    private static void join(long[] table, int one, int other) {
        table[index(one)] |= 1L << index(other);
        table[index(other)] |= 1L << index(one);
    }

    private static long[] alike() {
        long[] alike = new long[COUNT];
        for (String pair : LOOKS) {
            join(alike, pair.charAt(0), pair.charAt(1));
        }
        return alike;
    }

    private static long vowels() {
        long vowels = 0;
        for (char c : "aeiouy".toCharArray()) {
            vowels |= 1L << index(c);
        }
        return vowels;
    }

    static boolean adjacent(int one, int other) {
        return (NEAR[index(one)] & 1L << index(other)) != 0;
    }

    static boolean lookAlike(int one, int other) {
        return (ALIKE[index(one)] & 1L << index(other)) != 0;
    }

    static boolean isVowel(int c) {
        return (VOWELS & 1L << index(c)) != 0;
    }
}
