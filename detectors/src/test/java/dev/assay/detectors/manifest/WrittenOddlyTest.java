package dev.assay.detectors.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What tools read although it is not written as usual. */
class WrittenOddlyTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"-r 'a b.txt'", "--requirement \"a b.txt\" # c", "--requirement=\"a b.txt\"", "-r\"a b.txt\""})
    void aNameInQuotesMayHaveBlanks(String line) {
        assertThat(ManifestFacts.of("requirements.txt", line + "\n")).containsExactly("file a b.txt");
    }

    @Test
    void blanksAroundAVersionAreNoneOfIt() {
        List<String> plain = List.of("1 pkg:nuget/A@1.0.0 (1.0.0) direct");
        assertThat(
                        ManifestFacts.of(
                                "a.csproj",
                                "<Project><ItemGroup><PackageReference Include=' A ' Version=' 1.0.0 '/></ItemGroup></Project>"))
                .isEqualTo(plain);
        assertThat(ManifestFacts.of("a.csproj", """
                <Project><ItemGroup><PackageReference Include="A"><Version>
                  $(V)
                </Version></PackageReference></ItemGroup><PropertyGroup><V> 1.0.0 </V></PropertyGroup></Project>
                """)).isEqualTo(plain);
        assertThat(ManifestFacts.of("packages.config", "<packages><package id='A' version=' 1.0.0 '/></packages>"))
                .containsExactly("1 pkg:nuget/A@1.0.0 unknown");
    }

    @Test
    void aPackageWithoutANameIsOneGap() {
        assertThat(ManifestFacts.of("status", "Package:\nStatus: install ok installed\nVersion:\nSource: b\n\n"))
                .singleElement()
                .asString()
                .contains("an installed package without a name");
        assertThat(ManifestFacts.of("control", "Package:\nVersion: 1\n")).hasSize(1);
        assertThat(ManifestFacts.of("control", "Source: a\nVersion: 1\n\nPackage: b\nVersion: 1\n"))
                .noneMatch(line -> line.contains("gap"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"#!/usr/bin/env python3", "#!/usr/bin/env -S uv run --script", "#!/usr/bin/python3.12 -u"})
    void aScriptIsKnownByItsFirstLine(String first) {
        String block = "\n# /// script\n# dependencies = ['a==1']\n# ///\n";
        assertThat(ManifestFacts.of("tool", first + block)).containsExactly("3 pkg:pypi/a@1 (==1) direct");
        assertThat(ManifestFacts.of("tool.cmd", first + block)).containsExactly("3 pkg:pypi/a@1 (==1) direct");
        assertThat(ManifestFacts.of("tool", "#!/bin/sh" + block)).containsExactly("nobody's");
        assertThat(ManifestFacts.of("tool", first + "\nprint(1)\n")).containsExactly("nobody's");
    }
}
