package dev.assay.detectors.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that a disk or a download has damaged: what is whole of them is told, and a gap says where they are not. */
class DamagedManifestTest {
    private static List<String> gaps(List<String> lines) {
        return lines.stream().filter(line -> line.startsWith("gap")).toList();
    }

    /** In the texts {@code 0} in braces stands for a NUL byte, and a bar for a line feed. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            Gemfile.lock     ; GEM|  remote: https://rubygems.org/|  specs:|    bad-one (1.0.0)||PLATFORMS|  ruby||DEPENDENCIES|  bad-one||BUNDLED WITH|   2.5.0|{0}{0}
            yarn.lock        ; # yarn lockfile v1||bad-one@^1.0.0:|  version "1.0.0"|{0}{0}|
            requirements.txt ; bad-one==1.0.0 \\|  --hash=sha256:00{0}00|
            mix.lock         ; %{"bad_one": {:hex, :bad_one, "1.0.0", "a", [:mix], [], "hexpm", "b"}}|{0}{0}
            a.spdx           ; SPDXVersion: SPDX-2.3|PackageName: bad-one|PackageVersion: 1.0.0|{0}{0}|
            pnpm-lock.yaml   ; lockfileVersion: '9.0'|packages:|  bad-one@1.0.0:|    resolution: {integrity: sha512-a}|  b@1.0{0}0:|    resolution: {integrity: sha512-b}|
            Cargo.lock       ; version = 4|[[package]]|name = "bad-one"|version = "1.0.0"|source = "registry+https://github.com/rust-lang/crates.io-index"|[[package]]|name = "b{0}"|version = "1.0.0"|source = "registry+https://github.com/rust-lang/crates.io-index"|
            composer.lock    ; {"packages": [{"name": "a/bad-one", "version": "1.0.0"}, {"name": "a/b{0}", "version": "1.0.0"}]}
            composer.lock    ; {"packages": [{"name": "a/bad-one", "version": "1.0.0"}]}{0}{0}{0}
            """)
    void aNulIsAGapAtItsPlace(String name, String written) {
        String text = written.replace('|', '\n').replace("{0}", "\0");
        List<String> lines = ManifestFacts.of(name, text);
        assertThat(lines).anyMatch(line -> line.contains("one@1.0.0 "));
        assertThat(gaps(lines)).singleElement().asString().startsWith("gap malformed at " + text.indexOf(0) + ": ");
    }

    /** In the texts {@code 0} in braces stands for a byte that no UTF-8 has. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            composer.lock   ; {"packages": [{"name": "a/b{0}", "version": "1.0.0"}, {"name": "a/c{0}", "version": "1.0.0"}]} ; 14
            composer.lock   ; {"packages": [{"name": "a/b\\u0000", "version": "1.0.0"}]} ; 14
            package-lock.json ; {"lockfileVersion": 3, "packages": {"": {}, "node_modules/b": {"version": "1.0{0}"}}} ; -1
            packages.config ; <packages><package id="b{0}" version="1.0.0"/></packages> ; 10
            poetry.lock     ; [[package]]|name = "b"|version = "1.{0}"|[metadata]|content-hash = "a"|lock-version = "2.0"| ; 0
            """)
    void aNameOrVersionWithWhatNoneHasIsAGap(String name, String written, int at) {
        byte[] bytes = written.replace('|', '\n').replace("{0}", "\u00ff").getBytes(StandardCharsets.ISO_8859_1);
        List<String> lines = ManifestFacts.of(name, bytes);
        assertThat(gaps(lines))
                .singleElement()
                .asString()
                .startsWith("gap malformed at " + (at < 0 ? "" : at + ": a name"));
        assertThat(gaps(ManifestFacts.of(
                        name, written.replace('|', '\n').replace("{0}", "1").replace("\\u0000", "1"))))
                .isEmpty();
    }

    @Test
    void aFileOfNothingButNulIsAGap() {
        for (String name : List.of("Podfile.lock", "docker-compose.yml", "environment.yml", "Cargo.lock", "bom.json")) {
            assertThat(gaps(ManifestFacts.of(name, "\0".repeat(100)))).as(name).hasSize(1);
        }
    }

    @Test
    void aPageInThePlaceOfAFileIsAGap() {
        for (String name :
                List.of("Podfile.lock", "docker-compose.yml", "environment.yml", "yarn.lock", "bom.json", "a.spdx")) {
            for (String page : List.of("<!DOCTYPE html>\n<html>404</html>\n", "\ufeff <HTML></HTML>")) {
                assertThat(ManifestFacts.of(name, page))
                        .as(name)
                        .singleElement()
                        .asString()
                        .startsWith("gap malformed at 0");
            }
        }
        assertThat(ManifestFacts.of("status", "<html></html>")).containsExactly("nobody's");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            bom.json     ; {"$schema": "
            app.cdx.json ; {
            bom.xml      ; <bom xmlns="http://cycl
            a.spdx       ; SPDXVers
            """)
    void aBillThatIsCutOffBeforeItSaysWhatItIsIsAGap(String name, String text) {
        assertThat(ManifestFacts.of(name, text)).singleElement().asString().startsWith("gap malformed at 0");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            a.spdx   ; SPDXVersion: 2.3|PackageName: bad-one|PackageVersion: 1.0.0| ; 1
            a.spdx   ; SPDXVersion: |PackageName: bad-one|PackageVersion: 1.0.0|    ; 1
            bom.json ; {"bomFormat": "cyclonedx", "components": [{"name": "bad-one", "version": "1.0.0"}]} ; 0
            """)
    void aBillThatSaysItsKindWronglyIsRead(String name, String written, int gaps) {
        List<String> lines = ManifestFacts.of(name, written.replace('|', '\n'));
        assertThat(lines).anyMatch(line -> line.contains("/bad-one@1.0.0 "));
        assertThat(gaps(lines)).hasSize(gaps);
    }

    /** What is wrong with a file for the same reason is told once. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            go.mod         ; module a|require (|  b.c/bad-one v1.0.0|  d.e/f v
            go.mod         ; module a|require (|  b.c/bad-one v1.0.0|  d.e/f
            Gemfile.lock   ; GEM|  remote: https://rubygems.org/|  specs:|    bad-one (1.0.0)|    b (1.
            Gemfile.lock   ; GEM|  remote: https://rubygems.org/|  specs:|    bad-one (1.0.0)|      c|    b (1.
            pnpm-lock.yaml ; lockfileVersion: '9.0'|packages:|  bad-one@1.0.0:|    resolution: {integrity: sha512-a}|  b@1.0.0:|    resolution: {integ
            Cargo.lock     ; version = 4|[[package]]|name = "bad-one"|version = "1.0.0"|source = "registry+https://github.com/rust-lang/crates.io-index"|dependencies = ["c"]|[[package]]|name = "b"|
            mix.lock       ; %{"bad_one": {:hex, :bad_one, "1.0.0", "a", [:mix], [], "hexpm", "b"},|  "b": {:hex, :b, "1.
            mix.lock       ; %{"bad_one": {:hex, :bad_one, "1.0.0", "a", [:mix], [], "hexpm", "b"},|  "b":
            """)
    void aCutIsOneGap(String name, String written) {
        List<String> lines = ManifestFacts.of(name, written.replace('|', '\n'));
        assertThat(lines).anyMatch(line -> line.contains("one@") && line.contains("1.0.0 "));
        assertThat(gaps(lines)).hasSize(1);
    }

    /** Compressed or of another program, and said to be unread. */
    @Test
    void whatIsNoTextIsNotDamaged() {
        assertThat(gaps(ManifestFacts.of("bun.lockb", "#!/usr/bin/env bun\nbun-lockfile-format-v0\n\0\0")))
                .singleElement()
                .asString()
                .startsWith("gap unsupported");
    }
}
