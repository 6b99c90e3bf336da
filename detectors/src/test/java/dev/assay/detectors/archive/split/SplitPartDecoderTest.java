package dev.assay.detectors.archive.split;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.archive.ArchiveFixtures;
import dev.assay.engine.decode.Head;
import dev.assay.engine.report.GapKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SplitPartDecoderTest {
    private static final SplitPartDecoder DECODER = new SplitPartDecoder();

    private static boolean matches(String name) {
        return DECODER.format().magic().matches(Head.of(name, new byte[] {1, 2, 3}));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.7z.001", "a.7Z.002", "a.zip.1000", "a.tar.gz.003", "a.z01", "a.Z12"})
    void knowsPartsByTheirNames(String name) {
        assertThat(matches(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.7z",
                "a.zip",
                "a.001",
                "app.log.001",
                "a.7z.1",
                "a.7z.00x",
                "a.z",
                "a.z1",
                "a.zap",
                "001",
                ".z01"
            })
    void leavesOtherNamesAlone(String name) {
        assertThat(matches(name)).isFalse();
    }

    @Test
    void aPartIsAGap() {
        assertThat(ArchiveFixtures.decode(DECODER, new byte[] {1, 2, 3}).gapKinds())
                .containsExactly(GapKind.UNSUPPORTED);
    }
}
