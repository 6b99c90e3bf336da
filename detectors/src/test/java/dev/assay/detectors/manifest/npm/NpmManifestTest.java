package dev.assay.detectors.manifest.npm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.manifest.ManifestFacts;
import org.junit.jupiter.api.Test;

/** What a manifest says beside what the project asks for. */
class NpmManifestTest {
    @Test
    void whatIsAddedToPackagesOfOthersIsToldAsTheirs() {
        assertThat(ManifestFacts.of("package.json", """
                {"private": true, "pnpm": {"packageExtensions": {
                "react@1": {"dependencies": {"a": "1.0.0"}, "peerDependenciesMeta": {"c": {"optional": true}}},
                "b": {"peerDependencies": {"c": "2"}, "own": {"d": "3"}}}}}
                """))
                .containsExactly("2 pkg:npm/a@1.0.0 (1.0.0) transitive", "3 pkg:npm/c (2) transitive peer");
    }

    @Test
    void anOverrideMayTakeTheVersionOfAnotherName() {
        assertThat(ManifestFacts.of("package.json", """
                {"dependencies": {"a": "1.0.0"}, "devDependencies": {"b": "npm:c@2.0.0"}, "overrides": {
                "a": "$a",
                "x": {".": "$a", "y": "$b", "a": "$a"},
                "z": "$none"}, "pnpm": {"overrides": {
                "p>q": "$a"}}}
                """))
                .containsExactly(
                        "1 pkg:npm/a@1.0.0 (1.0.0) direct",
                        "1 pkg:npm/c@2.0.0 (npm:c@2.0.0) as b direct development",
                        "3 pkg:npm/x@1.0.0 (1.0.0) constraint",
                        "3 pkg:npm/c@2.0.0 (npm:c@2.0.0) as y constraint",
                        "5 pkg:npm/q@1.0.0 (1.0.0) constraint");
    }
}
