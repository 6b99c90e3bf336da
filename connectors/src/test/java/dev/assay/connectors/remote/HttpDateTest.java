package dev.assay.connectors.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import okhttp3.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpDateTest {
    @Test
    void theFormOfTodayIsReadAsOkHttpReadsIt() {
        for (int day = 0; day < 20_000; day += 7) {
            Instant each = Instant.ofEpochSecond(day * 86_400L + day);
            Headers headers = new Headers.Builder().set("Date", each).build();
            assertThat(HttpDate.fixed(String.valueOf(headers.get("Date")))).isEqualTo(each);
            assertThat(HttpDate.of(headers, "Date")).isEqualTo(each);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sunday, 06-Nov-94 08:49:37 GMT",
                "Sun Nov  6 08:49:37 1994",
            })
    void olderFormsAreReadToo(String old) {
        assertThat(HttpDate.fixed(old)).isNull();
        assertThat(HttpDate.of(Headers.of("Date", old), "Date")).isEqualTo(Instant.parse("1994-11-06T08:49:37Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "Sun, 06 Nov 1994 08:49:37 UTC",
                "Sun, 06 anF 1994 08:49:37 GMT",
                "Sun, 31 Jun 1994 08:49:37 GMT",
                "Sun, 06 Nov 1994 25:49:37 GMT",
                "Sun, -6 Nov 1994 08:49:37 GMT",
                "Sun, 06 Nov 1994 08:49:3\u0667 GMT",
            })
    void whatIsNoneIsNone(String none) {
        assertThat(HttpDate.fixed(none)).isNull();
    }
}
