package dev.assay.detectors.autorun;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.engine.bytes.MemorySource;
import dev.assay.engine.cache.Decoded;
import dev.assay.engine.fact.FileDigest;
import dev.assay.engine.rule.RuleBook;
import dev.assay.engine.scan.Detectors;
import dev.assay.engine.scan.TestScan;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DigestDecoderTest {
    private static final byte[] ABC = {'a', 'b', 'c'};

    private static Decoded decode(Set<String> digests, String name) throws IOException {
        Detectors detectors = new Detectors(
                AutorunDecoder.all(digests), List.of(), new RuleBook(List.of(), List.of()), Map.of(), "digests");
        return new TestScan(detectors).decode(name, new MemorySource(ABC));
    }

    @Test
    void whatever_it_is_has_the_digests_that_somebody_goes_by() throws IOException {
        assertThat(decode(Set.of("sha1", "md5"), "x").parts().getFirst().facts())
                .containsExactly(
                        new FileDigest("md5", "900150983cd24fb0d6963f7d28e17f72", 3),
                        new FileDigest("sha1", "a9993e364706816aba3e25717850c26c9cd0d89d", 3));
    }

    @Test
    void a_digest_is_told_once_whatever_the_name() throws IOException {
        assertThat(decode(Set.of("sha256"), "bundle.js").parts().getFirst().facts())
                .hasSize(1);
    }

    @Test
    void what_is_only_measured_stays_opaque_and_has_no_format() throws IOException {
        Decoded decoded = decode(Set.of("sha256"), "x");
        assertThat(decoded.opaqueBytes()).isEqualTo(3);
        assertThat(decoded.byFormat()).containsOnlyKeys("unknown");
    }
}
