package dev.assay.engine.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignaturesTest {
    private static String find(String hex) {
        byte[] bytes = new byte[Signatures.MOST_BYTES];
        byte[] given = HexFormat.of().parseHex(hex);
        System.arraycopy(given, 0, bytes, 0, given.length);
        return Signatures.get().find(bytes, 0, bytes.length).orElse("");
    }

    @ParameterizedTest
    @CsvSource({
        "7f454c4602010100, ELF program",
        "cffaedfe07000001, Mach-O program",
        "504b03041400000008000000, zip archive",
        "1f8b0800000000000003, gzip",
        "8004951500000000000000, pickle",
        "800263706f7369780a, pickle",
        "80027d71002858, pickle",
        "23212f62696e2f7368, script",
        "fd377a585a00, xz",
        "25504446 2d312e, PDF document"
    })
    void filesAreKnownByTheirFirstBytes(String hex, String what) {
        assertThat(find(hex.replace(" ", ""))).isEqualTo(what);
    }

    @ParameterizedTest
    @CsvSource({"7f454c4609010100", "1f8b0700", "504b0506", "80020000", "4d5a9000", "23212121", "''"})
    void whatOnlyResemblesThemIsNot(String hex) {
        assertThat(find(hex)).isEmpty();
    }

    @Test
    void noiseIsNoFile() {
        byte[] noise = new byte[4_000_000];
        new Random(1).nextBytes(noise);
        int found = 0;
        for (int i = 0; i < noise.length; i++) {
            found += Signatures.get().find(noise, i, noise.length).isPresent() ? 1 : 0;
        }
        assertThat(found).isZero();
    }
}
