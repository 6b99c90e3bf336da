package dev.assay.detectors.crypto.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class SetupFactsTest {
    @TestFactory
    List<DynamicTest> samples() {
        return SetupSamples.read().entrySet().stream()
                .map(sample -> DynamicTest.dynamicTest(
                        sample.getKey(),
                        () -> assertThat(SetupFacts.of(
                                        sample.getKey(), sample.getValue().text()))
                                .containsExactlyElementsOf(sample.getValue().facts())))
                .toList();
    }

    /** A row with a misspelled program or reading would never count, or throw in the middle of a scan. */
    @Test
    void rowsNameProgramsAndReadingsThatThereAre() {
        Set<String> programs = new HashSet<>(Set.of("openssl", "environment", "url", "jvm"));
        Program.all().forEach(program -> programs.add(program.id()));
        Table.read("documents.tsv", 3).forEach(row -> programs.add(row.getFirst()));
        Set<String> strangers = new TreeSet<>();
        Set<String> readings = new TreeSet<>();
        for (List<String> row : Table.read("directives.tsv", 4)) {
            strangers.addAll(Table.list(row.get(0)));
            readings.add(row.get(2));
        }
        Table.read("commands.tsv", 4).forEach(row -> readings.add(row.get(2)));
        strangers.removeAll(programs);
        assertThat(strangers).isEmpty();
        assertThat(readings).allMatch(reading -> Readings.isThere(reading) || reading.equals(Configuration.COMMAND));
    }

    @Test
    void aZeroHidesNothing() throws IOException {
        for (Map.Entry<String, String> each : Map.of(
                        "nginx.conf", "server { ssl_protocols SSLv3; }\n\0",
                        "sshd_config", "# a\0b\nCiphers 3des-cbc\n",
                        "Dockerfile", "FROM x\nENV NODE_TLS_REJECT_UNAUTHORIZED=0\n# \0\n",
                        "application.properties", "server.ssl.enabled-protocols=SSLv3\nx=a\0b\n")
                .entrySet()) {
            List<String> plain = SetupFacts.of(each.getKey(), each.getValue().replace("\0", ""));
            assertThat(plain).hasSizeGreaterThan(1);
            assertThat(SetupFacts.of(each.getKey(), each.getValue())).isEqualTo(plain);
        }
        assertThat(SetupFacts.of("traefik.yml", "tls:\n  options: {}\n# \0\n"))
                .anyMatch(line -> line.startsWith("gap malformed"));
        assertThat(SetupFacts.of("nginx.conf", "\0s\0s\0l\0 \0x\0;")).containsExactly("nobody's");
    }

    @Test
    void aDisabledLineSaysNothing() throws IOException {
        for (Map.Entry<String, String> each : Map.of(
                        "nginx.conf", "# ssl_protocols SSLv3;\n",
                        "sshd_config", "#Ciphers 3des-cbc\n   # MACs hmac-md5\n",
                        "openssl.cnf", "[x]\n; MinProtocol = SSLv3\n",
                        "a.ovpn", ";cipher DES-CBC\n#auth MD5\n",
                        "java.security", "! jdk.tls.disabledAlgorithms=\n# jdk.tls.disabledAlgorithms= \\\nRC4",
                        "main.tf", "/* ssl_policy = \"ELBSecurityPolicy-2016-08\"\n*/ // min_tls_version = \"1.0\"\n",
                        "Dockerfile", "# RUN curl -k https://x\nRUN echo 'curl -k'\n",
                        "main.cf", "# smtpd_tls_protocols =\n    !SSLv2\n")
                .entrySet()) {
            assertThat(SetupFacts.of(each.getKey(), each.getValue()))
                    .as(each.getKey())
                    .hasSize(1);
        }
    }

    @Test
    void placesAreThoseOfTheBytes() throws IOException {
        List<String> facts = SetupFacts.of(
                "nginx.conf", "# \u00e4\u00f6\u00fc\r\nadd_header X \"\u00e4\"; ssl_protocols TLSv1;\r\n");
        assertThat(facts).hasSize(2);
        assertThat(facts.get(1)).startsWith("2:");
        assertThat(SetupFacts.of("nginx.conf", "\ufeffssl_protocols TLSv1;").get(1))
                .startsWith("1:");
    }

    @Test
    void nothingIsFoundInProse() throws IOException {
        String prose = "The directive ssl_protocols SSLv3 is insecure, and so is SSLCipherSuite RC4-SHA.\n";
        for (String name : Arrays.asList("README.md", "notes.txt", "x.html", "doc.rst", "a.py", "changelog")) {
            assertThat(SetupFacts.of(name, prose)).as(name).containsExactly("nobody's");
        }
    }
}
