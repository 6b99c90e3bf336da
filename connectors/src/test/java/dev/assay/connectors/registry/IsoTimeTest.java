package dev.assay.connectors.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IsoTimeTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2015-03-01T10:00:00Z",
                "2016-02-29T23:59:59.123Z",
                "2016-12-31T23:59:59.1Z",
                "2016-12-31T23:59:59.123456Z",
                "2016-12-31T23:59:59+02:00",
                "1969-12-31T23:59:59.999Z",
            })
    void isAsTheJdkReadsIt(String time) {
        assertThat(IsoTime.millis(time)).isEqualTo(Instant.parse(time).toEpochMilli());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2015-03-01",
                "2015-02-29T10:00:00Z",
                "2015-03-01T10:00:60Z",
                "2015-03-01 10:00:00Z",
                "2015-03-01T10:00:00.12xZ",
                "2015-03-01T10:00:00.123X",
                "2015-03-01T10:00:\u0660\u0660Z",
                "+015-03-01T10:00:00Z",
                "+999999999-12-31T23:59:59Z",
                "-999999999-01-01T00:00:00Z",
            })
    void whatIsNoneIsRefused(String time) {
        assertThatThrownBy(() -> IsoTime.millis(time)).isInstanceOf(DateTimeException.class);
    }
}
