package dev.assay.detectors.manifest.lua;

import dev.assay.detectors.manifest.ManifestFormat;
import java.util.List;

/** What this folder reads. */
public final class LuaFormats {
    private LuaFormats() {}

    public static List<ManifestFormat> all() {
        return List.of(
                new ManifestFormat("luarocks-manifest", Rockspec::read),
                new ManifestFormat("luarocks-lock", Rockspec::lock));
    }
}
