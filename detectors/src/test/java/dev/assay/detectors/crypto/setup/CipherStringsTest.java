package dev.assay.detectors.crypto.setup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.engine.text.Parts;
import dev.assay.engine.text.Rows;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class CipherStringsTest {
    /** What OpenSSL itself makes of a string, but for suites that its builds have no more. */
    @TestFactory
    List<DynamicTest> agreesWithOpenssl() {
        Map<String, String> opensslNames = new HashMap<>();
        Set<String> built = new TreeSet<>();
        for (List<String> suite : Table.read("suites.tsv", 9)) {
            String name = Table.list(suite.get(1)).getFirst();
            opensslNames.put(suite.getFirst(), name);
            if (suite.get(7).equals("HIGH") || suite.get(7).equals("NULL")) {
                built.add(name);
            }
        }
        List<List<String>> rows =
                Rows.read(Objects.requireNonNull(CipherStringsTest.class.getResource("openssl.tsv")), 2);
        return rows.stream()
                .map(row -> DynamicTest.dynamicTest(row.get(0), () -> {
                    Set<String> found = new TreeSet<>();
                    CipherStrings.all().suites(row.get(0)).forEach(suite -> found.add(opensslNames.get(suite)));
                    found.retainAll(built);
                    assertThat(found).isEqualTo(new TreeSet<>(Parts.of(row.get(1), ' ')));
                }))
                .toList();
    }

    @Test
    void weakOnesAreThereWhereTheyAreAskedForAndNotElsewhere() {
        assertThat(CipherStrings.all().suites("ALL")).anyMatch(suite -> suite.contains("RC4"));
        assertThat(CipherStrings.all().suites("ALL:!RC4:!3DES:!MD5:!EXP:!LOW:!DES"))
                .noneMatch(suite -> suite.contains("RC4") || suite.contains("DES") || suite.contains("EXPORT"));
        assertThat(CipherStrings.all().suites("HIGH:!aNULL"))
                .noneMatch(suite -> suite.contains("anon") || suite.contains("RC4") || suite.contains("NULL"));
        assertThat(CipherStrings.all().suites("MEDIUM")).anyMatch(suite -> suite.contains("3DES"));
        assertThat(CipherStrings.all().suites("!RC4")).isEmpty();
        assertThat(CipherStrings.all().suites("RC4:!RC4:RC4-SHA")).isEmpty();
    }

    @Test
    void namesOfAllLibrariesAreKnown() {
        assertThat(CipherStrings.all().suites("SSL_RSA_WITH_RC4_128_MD5,TLS-DHE-RSA-WITH-AES-256-GCM-SHA384"))
                .containsExactlyInAnyOrder("TLS_RSA_WITH_RC4_128_MD5", "TLS_DHE_RSA_WITH_AES_256_GCM_SHA384");
        assertThat(CipherStrings.all().suites("TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305 EDH-RSA-DES-CBC3-SHA"))
                .containsExactlyInAnyOrder(
                        "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256", "TLS_DHE_RSA_WITH_3DES_EDE_CBC_SHA");
        assertThat(CipherStrings.all().suites("parsa nonsense high @STRENGTH")).isEmpty();
    }
}
