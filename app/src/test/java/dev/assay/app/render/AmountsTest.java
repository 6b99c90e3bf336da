package dev.assay.app.render;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountsTest {
    @ParameterizedTest
    @CsvSource({
        "0,0 B",
        "1,1 B",
        "999,999 B",
        "1000,1.0 kB",
        "1234,1.2 kB",
        "9949,9.9 kB",
        "9950,10 kB",
        "999499,999 kB",
        "999500,1.0 MB",
        "1234567890,1.2 GB",
        "9223372036854775807,9.2 EB"
    })
    void bytes(long bytes, String expected) {
        assertThat(Amounts.bytes(bytes)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "0,0 ms",
        "999,999 ms",
        "1000,1.0 s",
        "2345,2.3 s",
        "34567,35 s",
        "59499,59 s",
        "59500,1 min",
        "192000,3 min 12 s",
        "3600000,1 h",
        "7500000,2 h 5 min"
    })
    void durations(long millis, String expected) {
        assertThat(Amounts.duration(millis)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0,10,0 %", "10,10,100 %", "9999,10000,99 %", "1,10000,1 %", "0,0,0 %", "1,3,33 %"})
    void percentages(long part, long whole, String expected) {
        assertThat(Amounts.percent(part, whole)).isEqualTo(expected);
    }

    @Test
    void counts() {
        assertThat(Amounts.count(0, "file", "files")).isEqualTo("0 files");
        assertThat(Amounts.count(1, "file", "files")).isEqualTo("1 file");
        assertThat(Amounts.count(1234567, "file", "files")).isEqualTo("1,234,567 files");
        assertThat(Amounts.count(123)).isEqualTo("123");
        assertThat(Amounts.count(-123456)).isEqualTo("-123,456");
    }
}
