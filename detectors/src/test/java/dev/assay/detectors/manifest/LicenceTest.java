package dev.assay.detectors.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.engine.bytes.MemorySource;
import dev.assay.engine.cache.Decoded;
import dev.assay.engine.fact.Dependency;
import dev.assay.engine.rule.RuleBook;
import dev.assay.engine.scan.Detectors;
import dev.assay.engine.scan.TestScan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Under what packages may be used, as each format says it. */
class LicenceTest {
    private static final Detectors DETECTORS =
            new Detectors(ManifestDecoder.all(), List.of(), new RuleBook(List.of(), List.of()), Map.of(), "manifests");

    private static List<String> of(String name, String text) throws IOException {
        Decoded decoded = new TestScan(DETECTORS).decode(name, new MemorySource(text.getBytes(StandardCharsets.UTF_8)));
        List<String> lines = new ArrayList<>();
        decoded.parts()
                .forEach(part -> part.facts().forEach(fact -> {
                    if (fact instanceof Dependency each) {
                        lines.add(each.coordinates().name() + ": " + each.licence());
                    }
                }));
        return lines;
    }

    @Test
    void lockfilesSayItOfEachPackage() throws IOException {
        assertThat(of("package-lock.json", """
            {"name": "x", "lockfileVersion": 3, "packages": {
              "": {"name": "x", "license": "UNLICENSED", "dependencies": {"a": "1", "b": "1", "c": "1"}},
              "node_modules/a": {"version": "1.0.0", "license": "(MIT OR Apache-2.0)"},
              "node_modules/b": {"version": "1.0.0", "license": {"type": "MIT"}},
              "node_modules/c": {"version": "1.0.0"}}}
            """)).containsExactly("a: (MIT OR Apache-2.0)", "b: ", "c: ");
        assertThat(of("composer.lock", """
            {"packages": [{"name": "a/b", "version": "1.0", "license": ["MIT", "GPL-2.0-only"]}], "packages-dev": []}
            """)).containsExactly("b: MIT OR GPL-2.0-only");
    }

    @Test
    void aPackageSaysItOfItself() throws IOException {
        assertThat(of("package.json", "{\"name\": \"x\", \"version\": \"1.0.0\", \"license\": \"ISC\"}"))
                .containsExactly("x: ISC");
        assertThat(of("Cargo.toml", "[package]\nname = \"x\"\nversion = \"1.0.0\"\nlicense = \"MIT OR Apache-2.0\"\n"))
                .containsExactly("x: MIT OR Apache-2.0");
        assertThat(of("pyproject.toml", "[project]\nname = \"x\"\nversion = \"1\"\nlicense = \"MIT\"\n"))
                .containsExactly("x: MIT");
        assertThat(of("pyproject.toml", "[project]\nname = \"x\"\nversion = \"1\"\nlicense = {text = \"BSD\"}\n"))
                .containsExactly("x: BSD");
        assertThat(of("pom.xml", """
            <project><modelVersion>4.0.0</modelVersion><groupId>g</groupId><artifactId>x</artifactId><version>1</version>
            <licenses><license><name>Apache-2.0</name></license><license><name>MIT</name></license></licenses></project>
            """)).containsExactly("x: Apache-2.0 OR MIT");
    }

    @Test
    void metadataOfWheelsSayItInThreeWays() throws IOException {
        String head = "Metadata-Version: 2.4\nName: x\nVersion: 1\n";
        assertThat(of("METADATA", head + "License: old\nLicense-Expression: MIT AND ISC\n\n"))
                .containsExactly("x: MIT AND ISC");
        assertThat(of(
                        "METADATA",
                        head + "License: BSD-3-Clause\nClassifier: License :: OSI Approved :: BSD License\n\n"))
                .containsExactly("x: BSD-3-Clause");
        assertThat(of(
                        "METADATA",
                        head + "License: UNKNOWN\nClassifier: License :: OSI Approved :: BSD License\n"
                                + "Classifier: Topic :: Software Development\n\n"))
                .containsExactly("x: BSD License");
        assertThat(of("METADATA", head + "License: " + "Permission is hereby granted ".repeat(9) + "\n\n"))
                .containsExactly("x: ");
    }

    /** In an expression AND binds before OR. */
    @Test
    void aChoiceBesideAnotherLicenceStaysAChoice() throws IOException {
        assertThat(of("bom.json", """
            {"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [
              {"type": "library", "name": "a", "version": "1", "purl": "pkg:npm/a@1", "licenses": [{"license":
                {"name": "MIT OR ISC"}}, {"license": {"id": "BSD-3-Clause"}}]}]}
            """)).containsExactly("a: (MIT OR ISC) AND BSD-3-Clause");
    }

    /** Cut to its beginning it would be an expression of less. */
    @Test
    void whatIsCutIsNoExpression() throws IOException {
        String long1 = "MIT" + " AND MIT".repeat(140) + " AND GPL-3.0-only";
        String told = of("package.json", "{\"name\": \"x\", \"version\": \"1.0.0\", \"license\": \"" + long1 + "\"}")
                .getFirst();
        assertThat(told).startsWith("x: MIT AND MIT").endsWith("...").hasSizeLessThan(1_100);
    }

    @Test
    void billsAndInstalledPackagesSayIt() throws IOException {
        assertThat(of("bom.json", """
            {"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [
              {"type": "library", "name": "a", "version": "1", "purl": "pkg:npm/a@1", "licenses": [{"license": {"id": "MIT"}},
                {"license": {"name": "Own"}}]},
              {"type": "library", "name": "b", "version": "1", "purl": "pkg:npm/b@1", "licenses": [{"expression": "MIT OR ISC"}]}]}
            """)).containsExactly("a: MIT AND Own", "b: MIT OR ISC");
        assertThat(of("bom.xml", """
            <bom xmlns="http://cyclonedx.org/schema/bom/1.6"><components><component type="library"><name>a</name>
            <version>1</version><licenses><license><id>MIT</id></license></licenses><purl>pkg:npm/a@1</purl></component></components></bom>
            """)).containsExactly("a: MIT");
        assertThat(of("x.spdx.json", """
            {"spdxVersion": "SPDX-2.3", "SPDXID": "SPDXRef-DOCUMENT", "packages": [
              {"SPDXID": "SPDXRef-a", "name": "a", "versionInfo": "1", "licenseDeclared": "MIT"},
              {"SPDXID": "SPDXRef-b", "name": "b", "versionInfo": "1", "licenseDeclared": "NOASSERTION"}]}
            """)).containsExactly("a: MIT", "b: ");
        assertThat(of("installed", "C:Q1x\nP:musl\nV:1.2.5-r0\nA:x86_64\nL:MIT\n\n"))
                .containsExactly("musl: MIT");
    }
}
