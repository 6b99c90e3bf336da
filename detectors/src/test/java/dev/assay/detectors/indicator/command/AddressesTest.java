package dev.assay.detectors.indicator.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
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
        "https://10.evil.com/x, false",
        "https://user:pass@8.8.8.8/x, true",
        "https://user:pass@8.8.8.8:8443/x, true",
        "user:pass@8.8.8.8, true",
        "https://8.8.8.8@github.com/x, false",
        "https://134744072/x, true",
        "https://0x08080808/x, true",
        "https://0xffffffffffffff/x, false",
        "https://2130706433/x, false",
        "https://[2001:4860:4860::8888]/x, true",
        "https://[2001:4860:4860::8888]:8443/x, true",
        "https://[::1]:8080/x, false",
        "https://[fd00::1]/x, false",
        "http://172.20.0.2/x, false",
        "http://172.32.0.2/x, true"
    })
    void a_number_is_local_and_no_name_that_begins_like_one(String address, boolean anybodys) {
        assertThat(Addresses.isAnybodys(address)).isEqualTo(anybodys);
    }

    @Test
    void a_list_of_domains_is_no_address() {
        assertThat(Addresses.catching("[\"a.b\",\"ngrok.io\",\n  \"nh-serv.co.uk\"]"))
                .isEmpty();
        assertThat(Addresses.catching("{\"ngrok.io\": true, \"nh-serv.co.uk\": true}"))
                .isEmpty();
        assertThat(Addresses.catching("connect('ngrok.io', 'x')")).isEqualTo("ngrok.io");
        assertThat(Addresses.catching("['curl', 'ngrok.io', 'https://a.b/']")).isEqualTo("ngrok.io");
        assertThat(Addresses.catching("['https://x.ngrok.io', 'a.b']")).isEqualTo("ngrok.io");
    }

    @Test
    void a_login_before_a_number_is_no_part_of_the_host() {
        assertThat(Addresses.first(List.of("curl", "-s", "user:pass@8.8.8.8"))).isEqualTo("user:pass@8.8.8.8");
        assertThat(Addresses.first(List.of("curl", "user.name:p4ss@8.8.8.8:80/x")))
                .isEqualTo("user.name:p4ss@8.8.8.8:80/x");
        assertThat(Addresses.host("user.name:p4ss@8.8.8.8:80/x")).isEqualTo("8.8.8.8");
    }
}
