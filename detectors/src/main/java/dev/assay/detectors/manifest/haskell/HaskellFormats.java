package dev.assay.detectors.manifest.haskell;

import dev.assay.detectors.manifest.ManifestFormat;
import java.util.List;

/** What this folder reads. */
public final class HaskellFormats {
    static final String ECOSYSTEM = "hackage";

    private HaskellFormats() {}

    public static List<ManifestFormat> all() {
        return List.of(
                new ManifestFormat("stack-manifest", Stack::manifest)
                        .shaped("extra-deps/[]: text map", "extra-deps: null"),
                new ManifestFormat("stack-lock", Stack::lock).shaped("packages/[]: map"),
                new ManifestFormat("cabal-freeze", CabalFreeze::read));
    }
}
