package dev.assay.app.config;

import java.time.Duration;
import java.util.Locale;

/** Sizes and times as people write them. */
public final class Quantities {
    private Quantities() {}

    /**
     * Bytes: {@code 512}, {@code 512k}, {@code 100MB}, {@code 2GiB}; units are powers of two.
     *
     * @throws ConfigException if it is none
     */
    public static long bytes(String text) {
        String lower = text.strip().toLowerCase(Locale.ROOT);
        int digits = digits(lower);
        String unit = lower.substring(digits).strip().replaceAll("i?b$", "");
        int shift = switch (unit) {
            case "" -> 0;
            case "k" -> 10;
            case "m" -> 20;
            case "g" -> 30;
            case "t" -> 40;
            default -> -1;
        };
        if (digits == 0 || digits > 15 || shift < 0) {
            throw new ConfigException("not a size: " + text + " (try 512m or 2g)");
        }
        long number = Long.parseLong(lower.substring(0, digits));
        if (number > Long.MAX_VALUE >> shift) {
            throw new ConfigException("too large a size: " + text);
        }
        return number << shift;
    }

    /**
     * A time: {@code 90s}, {@code 10m}, {@code 2h}, {@code 7d}; a bare number is seconds.
     *
     * @throws ConfigException if it is none
     */
    public static Duration time(String text) {
        String lower = text.strip().toLowerCase(Locale.ROOT);
        int digits = digits(lower);
        if (digits == 0 || digits > 9) {
            throw new ConfigException("not a time: " + text + " (try 90s, 10m, 2h or 7d)");
        }
        long number = Long.parseLong(lower.substring(0, digits));
        return switch (lower.substring(digits).strip()) {
            case "ms" -> Duration.ofMillis(number);
            case "", "s" -> Duration.ofSeconds(number);
            case "m", "min" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            case "d" -> Duration.ofDays(number);
            default -> throw new ConfigException("not a time: " + text + " (try 90s, 10m, 2h or 7d)");
        };
    }

    /**
     * A share: {@code 80} or {@code 80%}.
     *
     * @throws ConfigException if it is none from 0 to 100
     */
    public static int percent(String text) {
        String number = text.strip();
        int digits = digits(number);
        String unit = number.substring(digits).strip();
        if (digits == 0 || digits > 3 || !unit.isEmpty() && !unit.equals("%")) {
            throw new ConfigException("not a share: " + text + " (try 80 or 80%)");
        }
        int percent = Integer.parseInt(number.substring(0, digits));
        if (percent > 100) {
            throw new ConfigException("more than 100 %: " + text);
        }
        return percent;
    }

    private static int digits(String text) {
        int i = 0;
        while (i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
            i++;
        }
        return i;
    }
}
