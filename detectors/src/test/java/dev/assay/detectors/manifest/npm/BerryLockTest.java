package dev.assay.detectors.manifest.npm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.manifest.ManifestFacts;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lockfiles of Yarn 2 and later, in which something else stands for what is asked for. */
class BerryLockTest {
    private static final String HARD = "  linkType: hard\n";
    private static final String SOFT = "  linkType: soft\n";
    private static final String HEAD = "__metadata:\n  version: 8\n";

    private static String locked(String descriptors, String resolution, String version, String... asks) {
        StringBuilder entry = new StringBuilder(
                "\"" + descriptors + "\":\n  version: " + version + "\n  resolution: \"" + resolution + "\"\n");
        for (int i = 0; i < asks.length; i++) {
            entry.append(i == 0 ? "  dependencies:\n" : "")
                    .append("    ")
                    .append(asks[i])
                    .append('\n');
        }
        return entry.append(resolution.contains("workspace:") ? SOFT : HARD).toString();
    }

    private static String part(String name, String folder, String... asks) {
        return locked(name + "@workspace:" + folder, name + "@workspace:" + folder, "0.0.0-use.local", asks);
    }

    private static List<String> facts(String... entries) {
        return ManifestFacts.of("yarn.lock", HEAD + String.join("", entries));
    }

    @Test
    void aResolutionPutsAnotherRangeInPlace() {
        assertThat(facts(
                        locked("a@npm:^1", "a@npm:1.0.0", "1.0.0", "b: \"npm:^2\"", "c: \"npm:^2\""),
                        locked("b@npm:3.0.0", "b@npm:3.0.0", "3.0.0"),
                        locked("c@npm:1", "c@npm:1.0.0", "1.0.0"),
                        locked("c@npm:3", "c@npm:3.0.0", "3.0.0"),
                        part("r", ".", "a: \"npm:^1\"", "c: \"npm:1\"")))
                .containsExactly(
                        "3 pkg:npm/a@1.0.0 (npm:^1) direct",
                        "10 pkg:npm/b@3.0.0 (npm:3.0.0) transitive via a@1.0.0",
                        "14 pkg:npm/c@1.0.0 (npm:1) direct",
                        "18 pkg:npm/c@3.0.0 (npm:3) transitive via a@1.0.0");
    }

    @Test
    void aCatalogDoesForAPart() {
        assertThat(facts(
                        locked("a@npm:1", "a@npm:1.0.0", "1.0.0", "b: \"npm:1\""),
                        locked("b@npm:1", "b@npm:1.0.0", "1.0.0"),
                        locked("c@npm:1", "c@npm:1.0.0", "1.0.0"),
                        locked("c@npm:2", "c@npm:2.0.0", "2.0.0"),
                        part("m", "m", "a: \"catalog:\"", "c: \"catalog:\""),
                        part("r", ".", "c: \"catalog:old\"")))
                .containsExactly(
                        "3 pkg:npm/a@1.0.0 (npm:1) direct via m",
                        "9 pkg:npm/b@1.0.0 (npm:1) transitive via m > a@1.0.0",
                        "13 pkg:npm/c@1.0.0 (npm:1) direct",
                        "17 pkg:npm/c@2.0.0 (npm:2) direct",
                        "21 pkg:npm/m (workspace:m) direct workspace:m");
    }

    /** Of two that are left, one of a package's, nobody knows which is whose. */
    @Test
    void whatSeveralMayMeanIsNotKnown() {
        assertThat(facts(
                        locked("a@npm:1", "a@npm:1.0.0", "1.0.0", "c: \"npm:^9\""),
                        locked("c@npm:1", "c@npm:1.0.0", "1.0.0"),
                        locked("c@npm:2", "c@npm:2.0.0", "2.0.0"),
                        part("r", ".", "a: \"npm:1\"", "c: \"catalog:\"")))
                .contains("9 pkg:npm/c@1.0.0 (npm:1) unknown", "13 pkg:npm/c@2.0.0 (npm:2) unknown");
    }

    @Test
    void aPatchIsTakenWithWhatItIsMadeFrom() {
        String patch = "patch:a@npm%3A^1#~/.yarn/patches/a.patch";
        String builtIn = "patch:f@npm%3A^1#optional!builtin<compat/f>";
        assertThat(facts(
                        locked("a@npm:^1", "a@npm:1.0.0", "1.0.0"),
                        locked("a@" + patch, "a@patch:a@npm%3A1.0.0#~/.yarn/patches/a.patch::hash=1", "1.0.0"),
                        locked("b@npm:1", "b@npm:1.0.0", "1.0.0", "f: \"npm:^1\""),
                        locked("f@npm:^1", "f@npm:1.0.0", "1.0.0"),
                        locked("f@" + builtIn, "f@patch:f@npm%3A1.0.0#optional!builtin<compat/f>::hash=1", "1.0.0"),
                        part("r", ".", "a: \"" + patch + "\"", "b: \"npm:1\"")))
                .containsExactly(
                        "3 pkg:npm/a@1.0.0 (npm:^1) direct",
                        "7 pkg:npm/a@1.0.0 (" + patch + ") direct",
                        "11 pkg:npm/b@1.0.0 (npm:1) direct",
                        "17 pkg:npm/f@1.0.0 (npm:^1) transitive via b@1.0.0",
                        "21 pkg:npm/f@1.0.0 (" + builtIn + ") transitive via b@1.0.0");
    }

    @Test
    void aNameOfTheProjectsOwnIsToldOfAllThatAskByIt() {
        assertThat(facts(
                        locked("al@npm:real@^1, al@npm:real@^1.1", "real@npm:1.1.0", "1.1.0"),
                        locked("bl@npm:other@^1, other@npm:^1", "other@npm:1.1.0", "1.1.0"),
                        part("r", ".", "al: \"npm:real@^1\"", "bl: \"npm:other@^1\"", "other: ^1")))
                .contains(
                        "3 pkg:npm/real@1.1.0 (npm:real@^1) as al direct",
                        "7 pkg:npm/other@1.1.0 (npm:other@^1) direct x2");
    }

    @Test
    void anEntryWithoutANameHidesNoOther() {
        assertThat(facts(
                        "\"\":\n  version: 1\n  linkType: hard\n",
                        "\"x::y@1\":\n  version: 1\n  linkType: hard\n",
                        locked("a@npm:^1", "a@npm:1.0.0", "1.0.0")))
                .anyMatch(each -> each.contains("pkg:npm/a@1.0.0"));
    }
}
