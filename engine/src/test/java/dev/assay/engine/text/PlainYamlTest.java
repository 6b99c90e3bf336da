package dev.assay.engine.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.Limits;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.scan.TestScan;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever it reads is what the whole reader of YAML makes of it; at all else it gives up. */
class PlainYamlTest {
    private static final String LOCK = """
            lockfileVersion: '9.0'

            settings:
              autoInstallPeers: true
            # a comment
            importers:
              .:
                dependencies:
                  '@a/b': {specifier: ^1.0.0, version: 1.0.0(c@2.0.0)}
                  d:
                    specifier: "npm:e@1"
                    version: e@1.0.0
            packages:

              '@a/b@1.0.0':
                resolution: {integrity: sha512-AA==, tarball: https://h.example/a.tgz}
                engines: {node: '>=10'}
                cpu: [x64, arm64]
                os:
                - linux
                - 'darwin'
                deprecated: too old, use f
                empty:
              e@1.0.0: {}
            """;

    private static final String SIGNS = " :-'\"{}[],#&*!|>\n\t\r?%@`.~ab0\u00e9\\";

    private static Tree plain(String text) throws MalformedException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Budget budget = new Budget(Limits.DEFAULT, Clock.endless(), TestScan.memory(), bytes.length);
        try (TreeRoom room = new TreeRoom(budget, bytes.length)) {
            return PlainYaml.read(bytes, bytes.length, room);
        }
    }

    private static YamlTree.Result whole(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Budget budget = new Budget(Limits.DEFAULT, Clock.endless(), TestScan.memory(), bytes.length);
        try (TreeRoom room = new TreeRoom(budget, bytes.length)) {
            return YamlTree.read(bytes, bytes.length, room);
        }
    }

    @Test
    void aLockfileIsRead() throws MalformedException {
        assertThat(plain(LOCK)).isNotNull().isEqualTo(whole(LOCK).documents().getFirst());
        assertThat(plain(LOCK.replace("\n", "\r\n")))
                .isNotNull()
                .isEqualTo(whole(LOCK.replace("\n", "\r\n")).documents().getFirst());
    }

    @Test
    void whatMeansMoreThanItSaysIsNot() throws MalformedException {
        for (String text : new String[] {
            "",
            "a",
            "- a",
            "a: &x b",
            "a: *x",
            "a: !t b",
            "a: |\n  b",
            "a: b\n  c",
            "a: b # c",
            "a:\tb",
            "a: \"\\n\"",
            "a: 'b''c'",
            "--- a",
            "---\na: b",
            "a: b\n---\nc: d",
            "a: b\n...",
            "? a",
            "a: b: c",
            "a:\n  - b: c",
            "\u00e9: b",
            " a: b\nc: d",
            "a: {b}",
            "a: {b: c",
            "a: [b, ]",
            "%YAML 1.2\n---\na: b",
            "a: {'b':c}",
            "a: b\n c: d",
        }) {
            assertThat(plain(text)).as(text).isNull();
        }
    }

    /** Changed at random, a lockfile is read as the other reader reads it, or not at all. */
    @Test
    void nothingIsReadOtherwise() throws MalformedException {
        Random random = new Random(7);
        int read = 0;
        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder(LOCK);
            for (int change = random.nextInt(3); change >= 0; change--) {
                int at = random.nextInt(text.length());
                char sign = SIGNS.charAt(random.nextInt(SIGNS.length()));
                switch (random.nextInt(3)) {
                    case 0 -> text.insert(at, sign);
                    case 1 -> text.setCharAt(at, sign);
                    default -> text.deleteCharAt(at);
                }
            }
            Tree plain = plain(text.toString());
            if (plain != null) {
                read++;
                YamlTree.Result whole = whole(text.toString());
                assertThat(whole.fault()).as(text.toString()).isNull();
                assertThat(whole.documents()).as(text.toString()).containsExactly(plain);
            }
        }
        assertThat(read).isGreaterThan(4_000);
    }
}
