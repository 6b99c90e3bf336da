package dev.assay.connectors.remote;

import static org.assertj.core.api.Assertions.assertThat;

import okhttp3.Headers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 9111, line by line. The request is sent at 12:00:00 and answered two seconds later. */
class FreshnessTest {
    private static final long SENT = 1_790_251_200_000L; // Thu, 24 Sep 2026 12:00:00 GMT
    private static final String NOW = "Date: Thu, 24 Sep 2026 12:00:02 GMT";

    private static Freshness of(String headers) {
        Headers.Builder builder = new Headers.Builder();
        for (String header : headers.split("; ", -1)) {
            builder.add(header);
        }
        return Freshness.of(builder.build(), SENT, SENT + 2_000);
    }

    @ParameterizedTest
    @CsvSource({
        "'X: y', 0",
        "'Cache-Control: max-age=60', 58", // the two seconds may have been spent on the way
        "'Cache-Control: private, max-age=60, must-revalidate', 58",
        "'Cache-Control: max-age=60; Age: 10', 48",
        "'Cache-Control: max-age=60; Age: 70', 0",
        "'Cache-Control: max-age=60; Age: rubbish', 58",
        "'Cache-Control: max-age=60; Date: Thu, 24 Sep 2026 11:59:42 GMT', 40",
        "'Cache-Control: max-age=0', 0",
        "'Cache-Control: no-cache, max-age=60', 0",
        "'Cache-Control: max-age=60; Cache-Control: no-cache', 0",
        "'Cache-Control: no-cache=\"Set-Cookie\", max-age=60', 0",
        "'Cache-Control: s-maxage=60', 0",
        "'Pragma: no-cache', 0",
        "'Cache-Control: max-age=60; Vary: *', 0",
        "'Cache-Control: max-age=60; Vary: Accept', 58",
        "'Cache-Control: max-age=31536000', 3600", // whatever a server wishes
        "'Expires: Thu, 24 Sep 2026 12:01:02 GMT; " + NOW + "', 58",
        "'Expires: Thu, 24 Sep 2026 12:01:02 GMT; Cache-Control: max-age=0', 0",
        "'Expires: 0', 0",
        "'Expires: Thu, 24 Sep 2026 11:00:00 GMT', 0",
        "'Last-Modified: Thu, 24 Sep 2020 12:00:00 GMT', 0" // no guess
    })
    void howLongItIsFresh(String headers, long seconds) {
        long until = of(headers).untilMillis();
        assertThat(until == 0 ? 0 : (until - SENT - 2_000) / 1000).isEqualTo(seconds);
    }

    @ParameterizedTest
    @CsvSource({"'X: y', true", "'Cache-Control: no-store', false", "'Cache-Control: max-age=9, NO-STORE', false"})
    void whetherItMayBeKept(String headers, boolean storable) {
        assertThat(of(headers).storable()).isEqualTo(storable);
    }

    /** Two versions of one second have the same date. */
    @ParameterizedTest
    @CsvSource({
        "'Last-Modified: Thu, 24 Sep 2026 12:00:01 GMT; " + NOW + "', ''",
        "'Last-Modified: Thu, 24 Sep 2026 11:59:02 GMT; " + NOW + "', 'Thu, 24 Sep 2026 11:59:02 GMT'",
        "'Last-Modified: Thu, 24 Sep 2026 11:59:02 GMT', ''", // as old as that by whose clock?
        "'Last-Modified: yesterday; " + NOW + "', ''"
    })
    void whetherItsDateTellsVersionsApart(String headers, String modified) {
        assertThat(of(headers).modified()).isEqualTo(modified);
    }
}
