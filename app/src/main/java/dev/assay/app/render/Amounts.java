package dev.assay.app.render;

/** Amounts as people read them. By hand, since {@link String#format} costs a short scan a tenth of its time. */
final class Amounts {
    private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};

    private Amounts() {}

    /** {@code 12,345}. */
    static String count(long n) {
        String digits = Long.toString(n);
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < digits.length(); i++) {
            if (i > 0 && digits.charAt(i - 1) != '-' && (digits.length() - i) % 3 == 0) {
                out.append(',');
            }
            out.append(digits.charAt(i));
        }
        return out.toString();
    }

    /** {@code 1 file}, {@code 12,345 files}. */
    static String count(long n, String one, String many) {
        return count(n) + " " + (n == 1 ? one : many);
    }

    /** {@code 512 B}, {@code 1.2 GB}; in powers of 1,000. */
    static String bytes(long bytes) {
        double value = bytes;
        int unit = 0;
        // 999.5 would be shown as 1000.
        while (value >= 999.5 && unit < UNITS.length - 1) {
            value /= 1000;
            unit++;
        }
        return (unit == 0 ? Long.toString(bytes) : digits(value)) + " " + UNITS[unit];
    }

    /** {@code 340 ms}, {@code 2.3 s}, {@code 3 min 12 s}, {@code 2 h 5 min}. */
    static String duration(long millis) {
        if (millis < 1000) {
            return Math.max(millis, 0) + " ms";
        }
        long seconds = (millis + 500) / 1000;
        if (seconds < 60) {
            return digits(millis / 1000.0) + " s";
        }
        if (seconds < 3600) {
            return seconds / 60 + " min" + (seconds % 60 == 0 ? "" : " " + seconds % 60 + " s");
        }
        long minutes = seconds / 60;
        return minutes / 60 + " h" + (minutes % 60 == 0 ? "" : " " + minutes % 60 + " min");
    }

    /** {@code 96 %}; 100 and 0 only when it is all and nothing. */
    static String percent(long part, long whole) {
        if (whole <= 0) {
            return "0 %";
        }
        long rounded = Math.round(100.0 * part / whole);
        if (rounded == 100 && part < whole) {
            rounded = 99;
        } else if (rounded == 0 && part > 0) {
            rounded = 1;
        }
        return rounded + " %";
    }

    /** Two digits that count: {@code 9.5}, {@code 12}, {@code 340}. */
    private static String digits(double value) {
        long tenths = Math.round(value * 10);
        return tenths < 100 ? tenths / 10 + "." + tenths % 10 : Long.toString(Math.round(value));
    }
}
