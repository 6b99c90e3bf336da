package dev.assay.detectors.manifest.ruby;

import dev.assay.detectors.manifest.ManifestFormat;
import java.util.List;

/** What this folder reads. */
public final class RubyFormats {
    private RubyFormats() {}

    public static List<ManifestFormat> all() {
        return List.of(
                new ManifestFormat("gemfile", Gemfile::read),
                new ManifestFormat("gemfile-lock", GemfileLock::read).neverEmpty(),
                new ManifestFormat("gem-metadata", GemMetadata::looksRight, GemMetadata::read));
    }
}
