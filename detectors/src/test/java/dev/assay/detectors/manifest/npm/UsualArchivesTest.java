package dev.assay.detectors.manifest.npm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.manifest.Mention;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever was met before, an address is told as {@link NpmSpec#resolved} tells it by itself. */
class UsualArchivesTest {
    private static final List<String> FRONTS = List.of(
            "https://registry.npmjs.org",
            "https://user:secret@mirror.example/npm",
            "http://mirror.example/a/-/b",
            "https://mirror.example/x#y",
            "https://mirror.example/x?token=1");
    private static final List<String> NAMES =
            List.of("debug", "@scope/debug", "a/-", "-/a", "-a", "@scope/-", "a/b/c", "a#b", "x%2fy", "");
    private static final List<String> VERSIONS = List.of("4.4.2", "1.0.0-beta.1", "1.0.0#x", "");

    private static String usual(String front, String full, String version) {
        return front + "/" + full + "/-/" + full.substring(full.indexOf('/') + 1) + "-" + version + ".tgz";
    }

    private static Mention mention(String full, String version) {
        return NpmSpec.named(full).version(version);
    }

    @Test
    void whatIsUsualIsToldAsEver() {
        for (String first : FRONTS) {
            for (String front : FRONTS) {
                for (String full : NAMES) {
                    for (String version : VERSIONS) {
                        same(first, full, version, usual(front, full, version));
                        same(first, full, version, usual(front, full, version) + "#sha1");
                        same(first, full, version, usual(front, "other", version));
                        same(first, full, version, usual(front, full, "9.9.9"));
                        same(first, full, version, usual(front, full, version).replace("/-/", "/_/"));
                        same(first, full, version, usual(front, full, version).replace(".tgz", ".git"));
                        same(first, full, version, usual(front, full.replace("/", "%2f"), version));
                    }
                }
            }
        }
    }

    private static void same(String first, String full, String version, String resolved) {
        UsualArchives archives = new UsualArchives();
        archives.origin(mention("lodash", "4.17.21"), usual(first, "lodash", "4.17.21"));
        assertThat(archives.origin(mention(full, version), resolved))
                .as("%s of %s behind %s", resolved, full, first)
                .isEqualTo(NpmSpec.resolved(mention(full, version), resolved));
    }

    @Test
    void credentialsOfARegistryAreNotTold() {
        UsualArchives archives = new UsualArchives();
        String front = "https://user:secret@mirror.example/npm";
        for (String name : List.of("one", "two", "three")) {
            assertThat(archives.origin(mention(name, "1.0.0"), usual(front, name, "1.0.0"))
                            .address())
                    .isEqualTo("https://mirror.example/npm");
        }
    }
}
