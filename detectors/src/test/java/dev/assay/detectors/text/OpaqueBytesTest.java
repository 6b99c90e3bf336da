package dev.assay.detectors.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.AllDetectors;
import dev.assay.detectors.archive.ZipBytes;
import dev.assay.engine.report.Severity;
import dev.assay.engine.scan.RecordedReport;
import dev.assay.engine.scan.TestScan;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** What is looked for by name in bytes that nobody interprets. */
class OpaqueBytesTest {
    /** As much as a buffer holds, so that a key lies across two of them. */
    private static final int BLOCK = 1 << 18;

    private static final String KEY = key();

    private static String key() {
        try {
            KeyPairGenerator pairs = KeyPairGenerator.getInstance("RSA");
            pairs.initialize(1024);
            byte[] der = pairs.generateKeyPair().getPrivate().getEncoded();
            return "-----BEGIN PRIVATE KEY-----\n"
                    + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                    + "\n-----END PRIVATE KEY-----\n";
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** Bytes of which {@code head} are the first, and the key behind {@code before} of them. */
    private static byte[] hidden(byte[] head, int before) {
        byte[] key = KEY.getBytes(StandardCharsets.US_ASCII);
        byte[] all = new byte[before + key.length + 5_000];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) (i * 31 % 251 | 0x80);
        }
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(key, 0, all, before, key.length);
        return all;
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zipped = new GZIPOutputStream(out)) {
            zipped.write(bytes);
        }
        return out.toByteArray();
    }

    private static RecordedReport deep(String name, byte[] bytes) {
        return new TestScan(AllDetectors.ALL).deep().run(name, bytes);
    }

    private static long keys(RecordedReport report) {
        return report.ruleIds().stream().filter("secret/private-key"::equals).count();
    }

    @Test
    void aKeyInUnknownBytesIsFoundWhereAllIsLookedInto() throws IOException {
        for (int before : List.of(64, BLOCK - 100, BLOCK * 3 - 500)) {
            byte[] bytes = hidden(new byte[] {1, 2, 3, 0}, before);
            for (RecordedReport report : List.of(deep("firmware.img", bytes), deep("firmware.img.gz", gzip(bytes)))) {
                assertThat(report.ruleIds()).contains("crypto/short-key", "crypto/unencrypted-private-key");
                assertThat(keys(report)).isOne();
                assertThat(report.summary().coverage().bytesOpaque()).isPositive(); // nobody knows the rest
            }
        }
    }

    /** What was put together and judged is not opaque; words around it are. */
    @Test
    void aKeyInATextIsJudged() {
        byte[] key = KEY.getBytes(StandardCharsets.US_ASCII);
        assertThat(Texts.scan("a.pem", key).summary().coverage().bytesOpaque()).isZero();
        byte[] more = ("words around it\n" + KEY + "and behind\n").getBytes(StandardCharsets.US_ASCII);
        assertThat(Texts.scan("a.txt", more).summary().coverage().bytesOpaque()).isEqualTo(more.length - key.length);
        byte[] none = "-----BEGIN PRIVATE KEY-----\nnone\n".getBytes(StandardCharsets.US_ASCII);
        assertThat(Texts.scan("a.txt", none).summary().coverage().bytesOpaque()).isEqualTo(none.length);
    }

    @Test
    void withoutThatTheBytesAreCountedAndNotRead() {
        RecordedReport report = Texts.scan("firmware.img", hidden(new byte[] {1, 2, 3, 0}, 64));
        assertThat(report.inOrder()).isEmpty();
        assertThat(report.summary().coverage().bytesOpaque()).isPositive();
    }

    /** A program is known, and nobody interprets what it does. */
    @Test
    void aKeyInAProgramIsFound() {
        byte[] elf = new byte[64];
        byte[] ident = {0x7f, 'E', 'L', 'F', 2, 1, 1, 0};
        System.arraycopy(ident, 0, elf, 0, ident.length);
        elf[16] = 3; // a shared object
        elf[18] = 62; // for x86-64
        elf[20] = 1;
        elf[52] = 64; // the header's size
        RecordedReport report = deep("libkeys.so", hidden(elf, 1_000));
        assertThat(report.ruleIds()).contains("crypto/short-key");
        assertThat(report.summary().coverage().byFormat()).containsKey("executable");
    }

    /** Whatever hands its members on, or is a text, tells of a key once. */
    @Test
    void nothingIsToldTwice() {
        assertThat(keys(deep("a.txt", KEY.getBytes(StandardCharsets.US_ASCII)))).isOne();
        ZipBytes zip = new ZipBytes();
        zip.stored("a.bin", hidden(new byte[] {1, 2, 3, 0}, 64));
        assertThat(keys(deep("a.zip", zip.build()))).isOne();
    }

    @Test
    void onlyWhoAsksForItGetsIt() {
        byte[] bytes = hidden(new byte[] {1, 2, 3, 0}, 64);
        RecordedReport crypto =
                new TestScan(AllDetectors.ALL).deep().only(Set.of("crypto")).run("firmware.img", bytes);
        assertThat(crypto.findings())
                .isNotEmpty()
                .allMatch(finding -> finding.ruleId().startsWith("crypto/"))
                .anyMatch(finding -> finding.severity().compareTo(Severity.MEDIUM) >= 0);
        assertThat(new TestScan(AllDetectors.ALL)
                        .deep()
                        .only(Set.of("package"))
                        .run("firmware.img", bytes)
                        .findings())
                .isEmpty();
    }
}
