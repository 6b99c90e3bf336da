package dev.assay.detectors.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Manifests that nobody read: what is plain in them is told, and the rest is a gap. */
class PlainProgramTest {
    @Test
    void aGemfileTellsItsPlainLines() {
        assertThat(ManifestFacts.of("Gemfile", """
                source 'https://rubygems.org'
                gem 'evil', '1.0.0'
                gem "range", "~> 2.0", ">= 2.0.1", require: false # note
                group(:test) do
                  gem('bare')
                end
                gem 'here', path: './here'
                gem 'there', '1.0', :git => 'https://git.example/there'
                gem "x#{1}"
                gem name
                """))
                .containsExactly(
                        "2 pkg:gem/evil@1.0.0 (1.0.0) direct",
                        "3 pkg:gem/range (~> 2.0, >= 2.0.1) direct",
                        "5 pkg:gem/bare direct",
                        "7 pkg:gem/here direct path:./here",
                        "8 pkg:gem/there@1.0 (1.0) direct git:https://git.example/there",
                        "gap unsupported at 224: asks for packages by a program, which is not run: which they are is not known");
        assertThat(ManifestFacts.of("Gemfile", "gemspec\n")).hasSize(1).allMatch(line -> line.startsWith("gap"));
    }

    @Test
    void manifestsThatAreNotReadAreGaps() {
        for (String name : new String[] {"a.gemspec", "gems.rb", "build.sbt", "ivy.xml", "pixi.lock", "pixi.toml"}) {
            assertThat(ManifestFacts.of(name, "x = 1\n"))
                    .as(name)
                    .hasSize(1)
                    .allMatch(line -> line.startsWith("gap unsupported"));
        }
    }

    @Test
    void whatAProjectOfPythonTellsPixiIsAGap() {
        String own = "[project]\ndependencies = [\"evil==1.0.0\"]\n\n";
        assertThat(ManifestFacts.of("pyproject.toml", own + "[tool.pixi.pypi-dependencies]\nother = \"*\"\n"))
                .hasSize(2)
                .contains("2 pkg:pypi/evil@1.0.0 (==1.0.0) direct")
                .anyMatch(line -> line.startsWith("gap unsupported") && line.contains("Pixi"));
        assertThat(ManifestFacts.of("pyproject.toml", own + "[tool.pixi.tasks]\ntest = \"pytest\"\n"))
                .containsExactly("2 pkg:pypi/evil@1.0.0 (==1.0.0) direct");
    }

    @Test
    void whatSetuptoolsWritesIsRead() {
        assertThat(ManifestFacts.of(
                        "requires.txt", "evil==1.0.0\n\n[:python_version < \"3\"]\nold>=1\n\n[test]\npytest\n"))
                .containsExactly(
                        "1 pkg:pypi/evil@1.0.0 (==1.0.0) direct",
                        "4 pkg:pypi/old (>=1) direct",
                        "7 pkg:pypi/pytest direct optional");
    }

    @Test
    void aWorkspaceOfGoReplacesModules() {
        assertThat(ManifestFacts.of("go.work", "go 1.22\nuse ./a\nreplace good.example/a => evil.example/a v1.0.0\n"))
                .containsExactly("3 pkg:golang/evil.example/a@v1.0.0 as good.example/a unknown");
    }

    @Test
    void constraintsAskForNothing() {
        assertThat(ManifestFacts.of("constraints.txt", "evil==1.0.0\n"))
                .containsExactly("1 pkg:pypi/evil@1.0.0 (==1.0.0) constraint");
    }
}
