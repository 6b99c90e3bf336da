package dev.assay.detectors.indicator.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressesTest {
    @ParameterizedTest
    @CsvSource({
        "http://10.evil.com/x, true",
        "http://127.evil.com/x, true",
        "http://user:pass@evil.com/x, true",
        "http://evil.com:8080/x, true",
        "http://8.8.8.8/x, true",
        "http://10.1.2.3/x, false",
        "http://127.0.0.1:8080/x, false",
        "http://localhost:8080/x, false",
        "http://db.internal/x, false",
        "https://10.evil.com/x, false"
    })
    void a_number_is_local_and_no_name_that_begins_like_one(String address, boolean anybodys) {
        assertThat(Addresses.isAnybodys(address)).isEqualTo(anybodys);
    }
}
