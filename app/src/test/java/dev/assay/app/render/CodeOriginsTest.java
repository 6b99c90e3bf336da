package dev.assay.app.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.engine.report.Location;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodeOriginsTest {
    private final CodeOrigins origins = new CodeOrigins();

    @ParameterizedTest
    @CsvSource({
        "src/main/A.java, ''",
        "web/node_modules/forge/lib/rsa.js, vendored",
        "pip/_vendor/urllib3/util/ssl_.py, vendored",
        "Third_Party/openssl/rsa.c, vendored",
        "src/vendors.py, ''",
        "vendor, ''",
        "api/keys_pb2.py, generated",
        "static/app.min.js, generated",
        "src/admin.js, ''"
    })
    void whoseCodeItIsIsToldByWhereItLies(String path, String origin) {
        assertThat(origins.of(Location.of("repo", path))).isEqualTo(origin);
        assertThat(origins.of(Location.of("repo", "a.zip").entry(path))).isEqualTo(origin);
    }
}
