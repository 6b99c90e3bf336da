package dev.assay.detectors.crypto.setup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.AllDetectors;
import dev.assay.engine.bytes.MemorySource;
import dev.assay.engine.cache.Decoded;
import dev.assay.engine.scan.TestScan;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Configurations in a compression that are larger than what is kept of a stream: it passes by once. */
class PassingSetupTest {
    /** More than memory is for. */
    private static final int BYTES = 34 << 20;

    private static List<String> gaps(String name, String text) throws IOException {
        byte[] line = ("# " + "k".repeat(77) + "\n").getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            for (int i = 0; i < BYTES / line.length; i++) {
                out.write(line);
            }
            out.write(text.getBytes(StandardCharsets.US_ASCII));
        }
        Decoded decoded = new TestScan(AllDetectors.ALL).decode(name + ".gz", new MemorySource(bytes.toByteArray()));
        return decoded.parts().stream()
                .flatMap(part -> part.gaps().stream())
                .map(gap -> gap.kind().id() + ": " + gap.reason())
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "site.conf, server { ssl_protocols TLSv1; }",
        "a.properties, server.ssl.enabled-protocols=TLSv1",
        "a.yaml, insecureSkipVerify: true"
    })
    void whatSetsSomethingFarBehindIsAGap(String name, String setting) throws IOException {
        assertThat(gaps(name, setting + "\n")).contains("limit: is larger than any configuration");
    }

    @Test
    void whatSetsNothingIsNone() throws IOException {
        assertThat(gaps("site.conf", "listen 80;\n")).isEmpty();
    }

    @Test
    void whatSeveralWouldHaveToReadIsAGapAndNoFault() throws IOException {
        assertThat(gaps("nginx.conf", "ssl_protocols TLSv1;\n"))
                .anySatisfy(gap -> assertThat(gap).isEqualTo("limit: is larger than any configuration"))
                .noneMatch(gap -> gap.startsWith("internal"));
    }
}
