package dev.assay.connectors.remote;

import java.time.Duration;
import java.time.Instant;
import okhttp3.CacheControl;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/**
 * What an answer says of keeping it (RFC 9111), for the cache of one user, which therefore may keep what is
 * {@code private}, and which never uses what is stale, so that {@code must-revalidate} asks for nothing more.
 *
 * @param storable whether it may be kept at all
 * @param untilMillis when it must be asked for again; 0 if at once. No guesses are made from a date of change (4.2.2): a
 *     scan is about what is there now
 * @param modified its date of change, if that tells versions apart (RFC 9110, 8.8.2.2); else empty
 */
record Freshness(boolean storable, long untilMillis, String modified) {
    /** Whatever a server wishes: a day-old listing is none of what a user means by scanning something now. */
    private static final long LONGEST_MILLIS = Duration.ofHours(1).toMillis();

    /** A date that is so old when it is told cannot stand for two versions of the same second. */
    private static final long SETTLED_MILLIS = Duration.ofMinutes(1).toMillis();

    /**
     * @param sentMillis when the request was sent
     * @param receivedMillis when the answer came
     */
    static Freshness of(Headers headers, long sentMillis, long receivedMillis) {
        CacheControl control = CacheControl.parse(headers);
        Instant date = HttpDate.of(headers, "Date");
        long dateMillis = date == null ? receivedMillis : date.toEpochMilli();
        long lifetime = lifetimeMillis(control, headers, dateMillis);
        long age = Math.max(
                Math.max(receivedMillis - dateMillis, 0),
                seconds(headers.get("Age")) * 1000 + Math.max(receivedMillis - sentMillis, 0));
        boolean fresh = lifetime > age && !control.noCache() && !varies(headers);
        Instant modified = HttpDate.of(headers, "Last-Modified");
        boolean settled = date != null && modified != null && dateMillis - modified.toEpochMilli() >= SETTLED_MILLIS;
        String told = headers.get("Last-Modified");
        return new Freshness(
                !control.noStore(),
                fresh ? receivedMillis + Math.min(lifetime - age, LONGEST_MILLIS) : 0,
                settled && told != null && Answer.isCarried(told) ? told : "");
    }

    private static long lifetimeMillis(CacheControl control, Headers headers, long dateMillis) {
        if (control.maxAgeSeconds() >= 0) {
            return control.maxAgeSeconds() * 1000L;
        }
        Instant expires = HttpDate.of(headers, "Expires"); // what is no date, such as 0, is in the past
        return expires == null ? 0 : expires.toEpochMilli() - dateMillis;
    }

    /** Whether it depends on what no request can be compared by. */
    private static boolean varies(Headers headers) {
        return headers.values("Vary").stream().anyMatch(value -> value.indexOf('*') >= 0);
    }

    private static long seconds(@Nullable String age) {
        boolean number = age != null
                && !age.isEmpty()
                && age.length() <= 9
                && age.chars().allMatch(c -> c >= '0' && c <= '9');
        return number ? Long.parseLong(age) : 0;
    }
}
