package dev.assay.app.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.engine.fact.CryptoUse;
import dev.assay.engine.fact.CryptoUse.Kind;
import dev.assay.engine.report.CryptoAsset;
import dev.assay.engine.report.Location;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AssetTotalsTest {
    private final AssetTotals totals = new AssetTotals();
    private final AssetJudge judge = new AssetJudge(Rendered.PLAIN);

    private void add(Map<String, String> parameters) {
        CryptoUse use =
                new CryptoUse(Kind.PROTOCOL, "TLS", "protocol", new TreeMap<>(parameters), "nginx", "listen", 0, 1, 1);
        judge.of(new CryptoAsset(Location.of("nginx.conf", ""), use, "f")).forEach(totals::add);
    }

    @Test
    void usesOfOneNameAreCountedByWhatBreaksThem() {
        add(Map.of("versions", "?"));
        add(Map.of("versions", "?"));
        add(Map.of("suites", "TLS_RSA_WITH_AES_128_CBC_SHA"));
        assertThat(totals.worstFirst())
                .extracting(total -> total.name + " " + total.quantum + " " + total.count)
                .containsExactly("TLS broken 1", "TLS unknown 2");
    }
}
