package dev.assay.detectors.crypto;

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

class CipherListsTest {
    private static List<String> suites(String value) {
        return CipherLists.all().suites(value).orElse(List.of());
    }

    /** What OpenSSL itself makes of a string, but for suites that its builds have no more. */
    @TestFactory
    List<DynamicTest> agreesWithOpenssl() {
        Map<String, String> opensslNames = new HashMap<>();
        Set<String> built = new TreeSet<>();
        for (List<String> suite : Algorithms.rows("cipher-suites.tsv", 9)) {
            String name = Parts.of(suite.get(1), ',').getFirst();
            opensslNames.put(suite.getFirst(), name);
            if (suite.get(7).equals("HIGH") || suite.get(7).equals("NULL")) {
                built.add(name);
            }
        }
        List<List<String>> rows =
                Rows.read(Objects.requireNonNull(CipherListsTest.class.getResource("openssl.tsv")), 2);
        return rows.stream()
                .map(row -> DynamicTest.dynamicTest(row.get(0), () -> {
                    Set<String> found = new TreeSet<>();
                    String atLevel = row.get(0) + (CipherLists.hasLevel(row.get(0)) ? "" : ":@SECLEVEL=0");
                    suites(atLevel).forEach(suite -> found.add(opensslNames.get(suite)));
                    found.retainAll(built);
                    assertThat(found).isEqualTo(new TreeSet<>(Parts.of(row.get(1), ' ')));
                }))
                .toList();
    }

    @Test
    void weakOnesAreThereWhereTheyAreAskedForAndNotElsewhere() {
        assertThat(suites("ALL")).anyMatch(suite -> suite.contains("RC4"));
        assertThat(suites("ALL:!RC4:!3DES:!MD5:!EXP:!LOW:!DES"))
                .noneMatch(suite -> suite.contains("RC4") || suite.contains("DES") || suite.contains("EXPORT"));
        assertThat(suites("HIGH:!aNULL"))
                .noneMatch(suite -> suite.contains("anon") || suite.contains("RC4") || suite.contains("NULL"));
        assertThat(suites("MEDIUM")).anyMatch(suite -> suite.contains("3DES"));
        assertThat(suites("!RC4")).isEmpty();
        assertThat(suites("RC4:!RC4:RC4-SHA")).isEmpty();
    }

    /** OpenSSL's own level since 1.1.0 is no longer 0. */
    @Test
    void thoseWithoutAuthenticationCountWhereTheyAreAskedFor() {
        assertThat(List.of("HIGH", "ALL:!RC4", "kEECDH+AES:!RC4", "kEDH", "HIGH@SECLEVEL=1"))
                .allSatisfy(value -> assertThat(suites(value)).isNotEmpty().noneMatch(suite -> suite.contains("anon")));
        assertThat(List.of(
                        "HIGH@SECLEVEL=0", "HIGH:aNULL", "ADH+AES", "ADH-AES256-SHA", "TLS_DH_anon_WITH_RC4_128_MD5"))
                .allSatisfy(value -> assertThat(suites(value)).anyMatch(suite -> suite.contains("anon")));
        assertThat(suites("HIGH:aNULL:!ADH")).noneMatch(suite -> suite.contains("_DH_anon"));
    }

    @Test
    void namesOfAllLibrariesAreKnown() {
        assertThat(suites("SSL_RSA_WITH_RC4_128_MD5,TLS-DHE-RSA-WITH-AES-256-GCM-SHA384"))
                .containsExactlyInAnyOrder("TLS_RSA_WITH_RC4_128_MD5", "TLS_DHE_RSA_WITH_AES_256_GCM_SHA384");
        assertThat(suites("TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305 EDH-RSA-DES-CBC3-SHA"))
                .containsExactlyInAnyOrder(
                        "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256", "TLS_DHE_RSA_WITH_3DES_EDE_CBC_SHA");
        assertThat(suites("parsa nonsense high @STRENGTH")).isEmpty();
    }
}
