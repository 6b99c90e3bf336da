package dev.assay.engine.scan;

import static dev.assay.engine.scan.StubDecoder.boxed;
import static dev.assay.engine.scan.StubDecoder.detectors;
import static dev.assay.engine.scan.StubDecoder.latin1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.engine.decode.Access;
import dev.assay.engine.fact.CryptoUse;
import dev.assay.engine.report.CryptoAsset;
import dev.assay.engine.report.Location;
import dev.assay.engine.rule.Fingerprints;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Cryptography reaches the report, and is known again in the next one. */
class CryptoAssetTest {
    /** A use of RSA for each byte behind the magic, which is its size in hundreds of bits; its line moves with its place. */
    private static final StubDecoder KEYS = new StubDecoder("keys", Access.FORWARD, (in, out, budget) -> {
        byte[] all = new byte[64];
        int n = in.read(0, java.nio.ByteBuffer.wrap(all));
        for (int i = 4; i < n; i++) {
            if (all[i] != ' ') {
                out.fact(CryptoUse.of(
                        CryptoUse.Kind.ALGORITHM,
                        "RSA",
                        "signature",
                        Map.of("keyBits", (all[i] - '0') + "00"),
                        "java",
                        "a.B.c",
                        i,
                        i,
                        2));
            }
        }
    });

    private static List<CryptoAsset> assets(String name, byte[] bytes) {
        return new TestScan(detectors(KEYS, StubDecoder.box())).run(name, bytes).assets();
    }

    @Test
    void eachUseIsThereWithItsPlace() {
        List<CryptoAsset> assets = assets("outer", boxed("inner", latin1("keys12")));
        assertThat(assets)
                .extracting(asset -> asset.location() + " " + asset.use().parameters())
                .containsExactly("memory/outer!inner:4:2 {keyBits=100}", "memory/outer!inner:5:2 {keyBits=200}");
        assertThat(assets.getFirst().location().offsetBytes()).isEqualTo(4);
    }

    @Test
    void fingerprintsHoldWhenLinesAndFoldersMove() {
        List<String> before = fingerprints(assets("a/k", latin1("keys1221")));
        assertThat(before).doesNotHaveDuplicates();
        assertThat(fingerprints(assets("b/c/k", latin1("keys   12  21")))).isEqualTo(before);
        assertThat(fingerprints(assets("a/other", latin1("keys1221")))).doesNotContainAnyElementsOf(before);
        assertThat(fingerprints(assets("a/k", latin1("keys1223")))).startsWith(before.getFirst());
        assertThat(fingerprints(assets("a/k", latin1("keys3")))).doesNotContainAnyElementsOf(before);
    }

    /** In a file of another name as well; its parts and forms are others. */
    @Test
    void whatItsDigestTellsIsTheSameWhereverItLies() {
        String before = fingerprint("a.pem", CryptoUse.Kind.CERTIFICATE, Map.of("fingerprint", "ab"));
        assertThat(fingerprint("b.crt", CryptoUse.Kind.CERTIFICATE, Map.of("fingerprint", "ab")))
                .isEqualTo(before);
        assertThat(fingerprint("a.pem", CryptoUse.Kind.CERTIFICATE, Map.of("fingerprint", "cd")))
                .isNotEqualTo(before);
        String key = fingerprint("a.pem", CryptoUse.Kind.KEY, Map.of("publicKeyDigest", "ab", "part", "public"));
        assertThat(fingerprint("b.pub", CryptoUse.Kind.KEY, Map.of("publicKeyDigest", "ab", "part", "public")))
                .isEqualTo(key);
        assertThat(fingerprint("a.pem", CryptoUse.Kind.KEY, Map.of("publicKeyDigest", "ab", "part", "private")))
                .isNotEqualTo(key);
        assertThat(fingerprint("a.pem", CryptoUse.Kind.KEY, Map.of()))
                .isNotEqualTo(fingerprint("b.pem", CryptoUse.Kind.KEY, Map.of()));
    }

    private static String fingerprint(String name, CryptoUse.Kind kind, Map<String, String> parameters) {
        CryptoUse use = CryptoUse.of(kind, "RSA", "", parameters, "pem", "x", 0, 1, 1);
        return new Fingerprints()
                .asset(Location.of("t", name), use, kind.name())
                .fingerprint();
    }

    @Test
    void onlyOtherFamiliesMeansNone() {
        TestScan scan = new TestScan(detectors(KEYS));
        assertThat(scan.only(Set.of("model")).run("k", latin1("keys1")).assets())
                .isEmpty();
        assertThat(scan.only(Set.of("crypto")).run("k", latin1("keys1")).assets())
                .hasSize(1);
    }

    private static List<String> fingerprints(List<CryptoAsset> assets) {
        return assets.stream().map(CryptoAsset::fingerprint).toList();
    }
}
