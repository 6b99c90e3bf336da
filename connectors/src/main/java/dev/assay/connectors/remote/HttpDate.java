package dev.assay.connectors.remote;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The date in a header. Those of today's form (IMF-fixdate, RFC 9110, 5.6.7) are read here: OkHttp's reader makes itself a formatter for
 * each thread, and here each request has a thread of its own, so that a date took as long as all else of a small answer's head.
 */
final class HttpDate {
    private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
    private static final int LENGTH = "Sun, 06 Nov 1994 08:49:37 GMT".length();

    private HttpDate() {}

    /** The date; null if there is none, or it is none. */
    static @Nullable Instant of(Headers headers, String name) {
        String value = headers.get(name);
        if (value == null) {
            return null;
        }
        Instant fixed = fixed(value);
        return fixed == null ? headers.getInstant(name) : fixed;
    }

    /** Null if it is not of today's form. */
    static @Nullable Instant fixed(String value) {
        if (value.length() != LENGTH
                || !value.endsWith(" GMT")
                || value.charAt(4) != ' '
                || value.charAt(19) != ':'
                || value.charAt(22) != ':') {
            return null;
        }
        int month = MONTHS.indexOf(value.substring(8, 11));
        int day = number(value, 5, 7);
        int year = number(value, 12, 16);
        int hour = number(value, 17, 19);
        int minute = number(value, 20, 22);
        int second = number(value, 23, 25);
        if (month < 0 || month % 3 != 0 || (day | year | hour | minute | second) < 0) {
            return null;
        }
        try {
            return LocalDateTime.of(year, month / 3 + 1, day, hour, minute, second)
                    .toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return null; // the 31st of June, or a leap second
        }
    }

    /** -1 if these are not all digits. */
    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            number = number * 10 + c - '0';
        }
        return number;
    }
}
