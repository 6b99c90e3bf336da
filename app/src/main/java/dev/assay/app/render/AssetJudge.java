package dev.assay.app.render;

import dev.assay.detectors.crypto.Assessment;
import dev.assay.detectors.crypto.CryptoJudge;
import dev.assay.detectors.crypto.CryptoPolicy;
import dev.assay.engine.fact.CryptoUse;
import dev.assay.engine.report.CryptoAsset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts assets into the registry's words, and says what is to be said of them. Its tables are read with the first asset. */
final class AssetJudge {
    private final CryptoPolicy policy;
    private @Nullable CryptoJudge judge;
    private @Nullable CodeOrigins origins;

    AssetJudge(RenderOptions options) {
        this.policy = options.crypto();
    }

    /**
     * An asset of one algorithm.
     *
     * @param asset in the registry's words
     * @param origin {@code vendored} or {@code generated}; empty for the project's own code
     */
    record Judged(CryptoAsset asset, Assessment assessment, String origin) {
        CryptoUse use() {
            return asset.use();
        }

        AssetStrength strength() {
            return AssetStrength.of(assessment);
        }
    }

    /** One for each algorithm that the asset may be of; the fingerprints of all but the first have a number behind them. */
    List<Judged> of(CryptoAsset asset) {
        List<Judged> all = new ArrayList<>(1);
        CodeOrigins known = origins == null ? new CodeOrigins() : origins;
        origins = known;
        String origin = known.of(asset.location());
        for (Assessment each : judge().assess(asset.use())) {
            String fingerprint = asset.fingerprint() + (all.isEmpty() ? "" : "-" + (all.size() + 1));
            all.add(new Judged(new CryptoAsset(asset.location(), each.use(), fingerprint), each, origin));
        }
        return all;
    }

    /** What a use is, that something else implies, in the registry's words; the first that it may be. */
    Assessment of(CryptoUse use) {
        return judge().assess(use).getFirst();
    }

    private CryptoJudge judge() {
        CryptoJudge known = judge;
        if (known == null) {
            known = new CryptoJudge(policy);
            judge = known;
        }
        return known;
    }
}
