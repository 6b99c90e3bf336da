package dev.assay.detectors.crypto.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Blocks that somebody filled up, or of which a few characters are wrong. */
class DamagedKeysTest {
    private static final String KEY = KeySamples.text("rsa.pem");

    private static String changed(int from, String by) {
        int at = KEY.indexOf('\n') + 1 + from;
        return KEY.substring(0, at) + by + KEY.substring(at + by.length());
    }

    private static byte[] padded(String text, int zeros) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return Arrays.copyOf(bytes, bytes.length + zeros);
    }

    /** As OpenSSL loads them, and images of flash memory have them. */
    @Test
    void whatIsFilledUpWithZerosIsRead() throws IOException {
        List<String> plain = KeyFacts.of("a.pem", KEY);
        assertThat(plain).isNotEmpty();
        for (int zeros : List.of(1, 3, 5_000)) {
            assertThat(KeyFacts.of("a.pem", padded(KEY, zeros))).isEqualTo(plain);
            assertThat(KeyFacts.brief("a.crt", padded("Subject: somebody\n" + KEY, zeros)))
                    .isEqualTo(KeyFacts.brief("a.pem", KEY));
        }
        assertThat(KeyFacts.of("a.pem", KEY + "\1\2\3\0\0words")).isEqualTo(plain);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "\0", "!", "!!!!!!!!!!!!!!!!!!!!", "-", "#"})
    void fewWrongCharactersAreAGapAndTheKeyIsInTheOpen(String wrong) throws IOException {
        for (int at : List.of(5, 100, 500)) {
            assertThat(KeyFacts.of("a.pem", changed(at, wrong)))
                    .hasSize(2)
                    .anyMatch(line -> line.startsWith("gap malformed at 0: a block 'RSA PRIVATE KEY' that is damaged"))
                    .anyMatch(line -> line.startsWith("key RSA (encryption|signature) {encrypted=no, part=private}"));
        }
    }

    @Test
    void whatDoesNotBeginAsAKeyIsAGapIfItIsAsLong() throws IOException {
        assertThat(KeyFacts.of("a.pem", changed(0, "A"))).anyMatch(line -> line.startsWith("gap malformed at 0"));
        assertThat(KeyFacts.of("a.pem", changed(0, "A").replace("RSA PRIVATE", "ENCRYPTED PRIVATE")))
                .singleElement()
                .asString()
                .startsWith("gap malformed");
    }

    @Test
    void whatShowsHowTheyLookIsSilent() throws IOException {
        String first = KEY.substring(0, KEY.indexOf('\n', 300));
        String last = KEY.substring(KEY.lastIndexOf("-----END"));
        for (String example : List.of(
                first + "\n...\n" + last,
                first + "\n....\n" + KEY.substring(400),
                first + "\n\u2026\n" + KEY.substring(500),
                changed(70, "****************"),
                "-----BEGIN RSA PRIVATE KEY-----\n" + ("word by word, (as prose has them) ").repeat(20) + "\n" + last,
                "-----BEGIN RSA PRIVATE KEY-----\n" + "AbCdEfGh0123".repeat(30) + "\n" + last,
                "a = \"-----BEGIN RSA PRIVATE KEY-----\" + key + \"" + last + "\"")) {
            assertThat(KeyFacts.of("a.txt", example)).as(example).isEmpty();
        }
    }
}
