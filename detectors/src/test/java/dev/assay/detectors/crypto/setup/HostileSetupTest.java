package dev.assay.detectors.crypto.setup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.FuzzedDecoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileSetupTest {
    private static final int MANY = 1 << 18;

    /** Enough for what one program's directives do with its settings; how the text is read depends on the syntax alone. */
    private static final int SOME = 1 << 14;

    /** Each within a moment: whatever takes time by the square of the length does not end. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a;\n",
                "a{",
                "}",
                "a{b{}",
                "<a>\n",
                "</a>\n",
                "\\\n",
                "\\",
                "a=\\\n",
                "[",
                "\"",
                "'",
                "<<A\n",
                "/*",
                "${",
                "x=[",
                "((",
                "- a\n",
                "a: b\n",
                "{{",
                "RUN \\\n",
                "# \\\n",
                ":!",
                "\u0000",
                "\r",
                "a b ",
                "#\n \\\n",
                "${a",
                "k=v,",
                "COPY <<A b\n",
                "<<\n",
                "{% a",
                "{%#}{#",
                "<%= a %>",
                "a {{ b }}\n",
                "content: |\n a: b\n",
                "? |\n",
                "a: |\n a: |\n  a: |\n   a: |\n    x: y\n",
                "a = <<B\nB\n"
            })
    void manyOfAKindComeToAnEnd(String piece) {
        byte[] many = piece.repeat(MANY / piece.length()).getBytes(StandardCharsets.UTF_8);
        byte[] some = piece.repeat(SOME / piece.length()).getBytes(StandardCharsets.UTF_8);
        Set<Syntax> read = EnumSet.noneOf(Syntax.class);
        for (int i = 0; i < Program.all().size(); i++) {
            FuzzedDecoder.run(
                    SetupFacts.DECODERS.get(i), read.add(Program.all().get(i).syntax()) ? many : some);
        }
        assertThat(read).containsExactly(Syntax.values());
    }

    @Test
    void aMillionDirectivesAreCutShortWithAGap() throws IOException {
        List<String> facts = SetupFacts.of("haproxy.cfg", "ciphers RC4-SHA\n".repeat(200_000));
        assertThat(facts).hasSize(1 + 1 + Uses.MOST);
        assertThat(facts).anyMatch(line -> line.startsWith("gap limit"));
        List<String> broad = SetupFacts.of("nginx.conf", "server { ssl_ciphers ALL; }\n".repeat(100_000));
        assertThat(broad).anyMatch(line -> line.startsWith("gap limit"));
        assertThat(broad.size()).isLessThan(2000);
    }

    @Test
    void deepBlocksAreReadAsFarAsTheyMeanSomething() throws IOException {
        String deep = "a {\n".repeat(100_000) + "ssl_protocols SSLv3;" + "}\n".repeat(100_000) + "ssl_protocols TLSv1;";
        assertThat(SetupFacts.of("nginx.conf", deep))
                .anyMatch(line -> line.startsWith("gap malformed") && line.contains("levels deep"))
                .anyMatch(line -> line.contains("versions=SSLv3"))
                .anyMatch(line -> line.contains("versions=TLSv1.0"));
    }

    @Test
    void whatIsLargerThanAnyConfigurationIsAGap() throws IOException {
        List<String> facts = SetupFacts.of("nginx.conf", "#".repeat(5 << 20));
        assertThat(facts).hasSize(2);
        assertThat(facts.get(1)).startsWith("gap limit");
    }

    @Test
    void theBeginningOfWhatIsTooLargeIsTold() throws IOException {
        List<String> facts =
                SetupFacts.of("nginx.conf", "server { ssl_protocols TLSv1;\n" + "# more\n".repeat(700_000));
        assertThat(facts).hasSize(3);
        assertThat(facts.get(1)).startsWith("gap limit");
        assertThat(facts.get(2)).contains("versions=TLSv1.0");
        String tree = "{\"insecure-registries\": [\"x\"]}" + "\n".repeat(17 << 20);
        assertThat(SetupFacts.of("daemon.json", tree)).hasSize(2);
    }

    /** They are large, and digests have any three letters in them. */
    @ParameterizedTest
    @ValueSource(strings = {"package-lock.json", "pnpm-lock.yaml", "app.deps.json", "Conda-Lock.yml"})
    void lockfilesAreNoConfigurations(String name) {
        byte[] text = "{\"integrity\": \"sha512-tls\"}".getBytes(UTF_8);
        assertThat(Program.of("web/" + name, text)).isNull();
        assertThat(Program.of("web/my-" + name.replace("app.deps", "deps"), text))
                .isNotNull();
    }

    @Test
    void largeManifestsAreReadAndLargerOnesAreAGap() throws IOException {
        String object = "spec:\n  text: " + "x".repeat(1000) + "\n---\n";
        String last = "tls: {insecureSkipVerify: true}\n";
        assertThat(SetupFacts.of("a.yaml", "# tls\n" + object.repeat(6_000) + last))
                .hasSize(2)
                .anyMatch(line -> line.contains("verification=none"));
        assertThat(SetupFacts.of("a.yaml", "# tls\n" + object.repeat(20_000) + last))
                .hasSize(2)
                .anyMatch(line -> line.startsWith("gap limit"));
    }

    @Test
    void longNamesAndValuesAreNotKept() throws IOException {
        String name = "x".repeat(1 << 20);
        assertThat(SetupFacts.of("sshd_config", "Ciphers " + name + ",3des-cbc\n"))
                .hasSize(2);
        assertThat(SetupFacts.of("a.properties", name + ".ssl.protocol=TLSv1\nz.ssl.protocol=TLSv1"))
                .allMatch(line -> line.length() < 1000);
    }
}
