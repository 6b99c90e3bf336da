package dev.assay.detectors.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Manifests that break the rules of their formats, or are made to harm: what can be read is told, what cannot is a gap. */
class MalformedManifestTest {
    private static List<String> gaps(List<String> lines) {
        return lines.stream().filter(line -> line.startsWith("gap")).toList();
    }

    @Test
    void commentsAndCommasInJsonHideNothing() {
        assertThat(ManifestFacts.of(
                        "package.json",
                        "// lead\n"
                                + "{\"dependencies\": {/* here */ \"evil\": \"1.0.0\",}, \"dependencies\":"
                                + " {\"other\": \"2.0.0\"}}"))
                .startsWith("2 pkg:npm/evil@1.0.0 (1.0.0) direct", "2 pkg:npm/other@2.0.0 (2.0.0) direct");
    }

    /** Of some an empty file is nothing to install, of most no tool leaves one. */
    @Test
    void anEmptyFileIsAGapWhereItsToolsRefuseIt() {
        for (String name :
                List.of("package-lock.json", "pom.xml", "Cargo.lock", "poetry.lock", "composer.json", "go.mod")) {
            for (String nothing : List.of("", "\n \n")) {
                assertThat(ManifestFacts.of(name, nothing))
                        .as(name)
                        .containsExactly(
                                "gap malformed at 0: is empty, which its tools refuse: what it is about to say nobody"
                                        + " knows");
            }
        }
        for (String name : List.of("yarn.lock", "requirements.txt", "go.sum", "Pipfile")) {
            assertThat(gaps(ManifestFacts.of(name, ""))).as(name).isEmpty();
        }
    }

    @Test
    void aTruncatedLockfileTellsWhatWasReadAndTheRestIsAGap() {
        String whole = """
            {"lockfileVersion": 3, "packages": {"": {"dependencies": {"a": "1"}},
            "node_modules/a": {"version": "1.0.0"},
            "node_modules/b": {"version": "2.0.0"}\
            """;
        List<String> lines = ManifestFacts.of("package-lock.json", whole);
        assertThat(lines).contains("2 pkg:npm/a@1.0.0 direct", "3 pkg:npm/b@2.0.0 unknown");
        assertThat(gaps(lines)).hasSize(1).allMatch(gap -> gap.startsWith("gap malformed at " + whole.length()));
    }

    @Test
    void whatIsNeitherARequirementNorAPathIsAGap() {
        for (String line : List.of(
                "<html>404</html>",
                "</html>",
                "/html>",
                "<a href='x/y'>",
                ".hidden",
                "a|b/c",
                "not a/path",
                "git+x/<")) {
            assertThat(ManifestFacts.of("requirements.txt", line + "\n"))
                    .as(line)
                    .singleElement()
                    .asString()
                    .startsWith("gap malformed at 0");
        }
        for (String path : List.of(
                ".",
                "..",
                "./x",
                "../x y",
                ".[dev]",
                "/srv/x",
                "C:\\x",
                "c:/x",
                "file:x",
                "file:///x",
                "x/",
                "x/y",
                "x.zip",
                "-e x",
                "-e e",
                "--editable table",
                "--editable=edit",
                "-e .[dev]",
                "-e ./x --config-settings a=b",
                "./x ; python_version < '3'",
                "x/ ; python_version < '3'")) {
            assertThat(ManifestFacts.of("requirements.txt", path + "\n"))
                    .as(path)
                    .singleElement()
                    .asString()
                    .startsWith("file ");
        }
        assertThat(gaps(ManifestFacts.of("requirements.txt", "-e\ngit+https://x.example/\n")))
                .hasSize(2);
    }

    /** pip looks for them before it reads requirements. */
    @Test
    void anIndexCountsForTheWholeFileAndNotBesideARequirement() {
        assertThat(ManifestFacts.of(
                        "requirements.txt", "a==1\n-i https://u:p@one.example/s\nb\n--index-url=https://two.example/s"))
                .containsExactly(
                        "1 pkg:pypi/a@1 (==1) direct registry:https://two.example/s",
                        "3 pkg:pypi/b direct registry:https://two.example/s");
        assertThat(ManifestFacts.of(
                        "requirements.txt",
                        "a --index-url=https://one.example\nb --hash=sha256:00 -Cx=y --config-settings z=w"
                                + " --global-option=\"q\"\nc\t-i x\n"))
                .containsExactly(
                        "1 pkg:pypi/a direct",
                        "2 pkg:pypi/b direct sha256:00",
                        "3 pkg:pypi/c direct",
                        "gap malformed at 0: an option that pip does not take beside a requirement: '--index-url'",
                        "gap malformed at 101: an option that pip does not take beside a requirement: '-i'");
    }

    @Test
    void aPackageOfCargoWithoutANameIsAGap() {
        assertThat(ManifestFacts.of(
                        "Cargo.lock",
                        "[[package]]\nversion = 5\n\n[[package]]\nname = \"\"\nsource = \"registry+x\"\n"))
                .hasSize(2)
                .allMatch(line -> line.startsWith("gap malformed") && line.endsWith("a package without a name"));
    }

    @Test
    void markedLinesOfAMergeAreAGap() {
        String lock = "a@1:\n  version \"1.0.0\"\n\n<<<<<<< HEAD\nb@1:\n  version \"1.0.0\"\n";
        assertThat(ManifestFacts.of("yarn.lock", lock))
                .containsExactly(
                        "1 pkg:npm/a@1.0.0 (1) direct",
                        "gap malformed at 24: a conflict of a merge that nobody has settled, in line 4");
        assertThat(gaps(ManifestFacts.of("Gemfile.lock", "GEM\n<<<<<<< HEAD\n")))
                .hasSize(1);
        assertThat(gaps(ManifestFacts.of("pnpm-lock.yaml", "lockfileVersion: '9.0'\n<<<<<<< HEAD\npackages: {}\n")))
                .hasSize(1);
    }

    /** npm 6 reads one of the tables of version 2, npm 7 the other. */
    @Test
    void aPackageInOneOfTwoTablesIsTold() {
        String lock = """
            {"lockfileVersion": 2,
             "packages": {"": {}, "node_modules/good": {"version": "1.0.0"}},
             "dependencies": {
              "good": {"version": "6.6.6", "resolved": "https://evil.example.org/good.tgz"},
              "extra": {"version": "npm:hidden@1.0.0"}}}\
            """;
        assertThat(ManifestFacts.of("package-lock.json", lock))
                .containsExactly(
                        "2 pkg:npm/good@1.0.0 unknown",
                        "4 pkg:npm/good@6.6.6 unknown url:https://evil.example.org/good.tgz",
                        "5 pkg:npm/hidden@1.0.0 as extra unknown");
    }

    /** A registry's address is cut to the registry only where it is the one of this name and version. */
    @Test
    void anArchiveThatIsNotTheRegistrysStands() {
        String lock = """
            {"lockfileVersion": 3, "packages": {
            "node_modules/a": {"version": "1.0.0", "resolved": "https://registry.example.org/a/-/a-1.0.0.tgz"},
            "node_modules/b": {"version": "1.0.0", "resolved": "https://registry.example.org/evil/-/evil-1.0.0.tgz"},
            "node_modules/c": {"version": "1.0.0", "resolved": "git+ssh://git@github.com/org/c.git#0123abc"}}}\
            """;
        assertThat(ManifestFacts.of("npm-shrinkwrap.json", lock))
                .containsExactly(
                        "2 pkg:npm/a@1.0.0 direct registry:https://registry.example.org",
                        "3 pkg:npm/b@1.0.0 direct url:https://registry.example.org/evil/-/evil-1.0.0.tgz",
                        "3 pkg:npm/evil@1.0.0 as b direct url:https://registry.example.org/evil/-/evil-1.0.0.tgz",
                        "4 pkg:npm/c@1.0.0 direct git:ssh://git@github.com/org/c.git#0123abc");
    }

    @Test
    void circlesInALockfileEnd() {
        String lock = """
            {"lockfileVersion": 3, "packages": {"": {"dependencies": {"a": "1"}},
            "node_modules/a": {"version": "1.0.0", "dependencies": {"b": "1", "a": "1"}},
            "node_modules/b": {"version": "1.0.0", "dependencies": {"a": "1"}}}}\
            """;
        assertThat(ManifestFacts.of("package-lock.json", lock))
                .containsExactly("2 pkg:npm/a@1.0.0 direct x3", "3 pkg:npm/b@1.0.0 transitive via a@1.0.0");
    }

    @Test
    void anUnknownVersionIsSaidAndReadAllTheSame() {
        assertThat(ManifestFacts.of(
                        "package-lock.json",
                        "{\"lockfileVersion\": 9, \"packages\": {\"node_modules/a\": {\"version\": \"1.0.0\"}}}"))
                .anyMatch(line -> line.startsWith("gap unsupported"))
                .anyMatch(line -> line.contains("pkg:npm/a@1.0.0"));
        assertThat(ManifestFacts.of("pnpm-lock.yaml", "lockfileVersion: '12.0'\npackages:\n  a@1.0.0: {}\n"))
                .anyMatch(line -> line.startsWith("gap unsupported"))
                .anyMatch(line -> line.contains("pkg:npm/a@1.0.0"));
    }

    @Test
    void noCredentialComesOut() {
        List<String> lines = List.of(
                ManifestFacts.of("requirements.txt", "--index-url https://u:s3cret@h.example/simple\na==1\n")
                        .toString(),
                ManifestFacts.of("requirements.txt", "a @ https://tok3n@h.example/a-1.zip?token=s3cret\n")
                        .toString(),
                ManifestFacts.of("requirements.txt", "git+https://s3cret@github.com/o/r.git#egg=r\n${s3cretvar}\n")
                        .toString(),
                ManifestFacts.of(
                                "package.json",
                                "{\"dependencies\": {\"a\": \"git+https://s3cret@github.com/o/r.git\"}}")
                        .toString(),
                ManifestFacts.of(
                                "pyproject.toml",
                                "[tool.poetry.dependencies]\na = {url = \"https://u:s3cret@h.example/a.whl\"}\n")
                        .toString());
        assertThat(lines)
                .noneMatch(line -> line.contains("s3cret@") || line.contains("=s3cret") || line.contains("tok3n"));
        assertThat(lines).allMatch(line -> line.contains("h.example") || line.contains("github.com"));
    }

    @Test
    void aNameThatNoRegistryHasIsCutAndSaid() {
        List<String> lines =
                ManifestFacts.of("package.json", "{\"dependencies\": {\"" + "n".repeat(10_000) + "\": \"1\"}}");
        assertThat(lines.getFirst()).hasSizeLessThan(600);
        assertThat(gaps(lines)).hasSize(1).allMatch(gap -> gap.startsWith("gap limit"));
    }

    @Test
    void entitiesOfADocumentTypeAreNotExpanded() {
        String pom = "<!DOCTYPE project [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>\n<project><dependencies>"
                + "<dependency><groupId>g</groupId><artifactId>&x;</artifactId></dependency></dependencies></project>";
        assertThat(ManifestFacts.of("pom.xml", pom))
                .hasSize(1)
                .allMatch(line -> line.contains("an entity of a document type, which is not expanded"));
    }

    @Test
    void bombsEndInGaps() {
        StringBuilder yaml = new StringBuilder("lockfileVersion: '9.0'\na0: &a0 [x, x]\n");
        for (int i = 1; i < 40; i++) {
            yaml.append("a" + i + ": &a" + i + " [*a" + (i - 1) + ", *a" + (i - 1) + "]\n");
        }
        assertThat(ManifestFacts.of("pnpm-lock.yaml", yaml + "packages:\n  a@1.0.0: {}\nsnapshots:\n  a@1.0.0: {}\n"))
                .first()
                .isEqualTo("43 pkg:npm/a@1.0.0 unknown");
        assertThat(gaps(ManifestFacts.of("pyproject.toml", "a" + ".a".repeat(100_000) + " = 1\n")))
                .hasSize(1);
        assertThat(gaps(ManifestFacts.of("package.json", "{\"a\":".repeat(100_000))))
                .hasSize(1);
        assertThat(gaps(ManifestFacts.of("package-lock.json", "{\"packages\":".repeat(100_000))))
                .hasSize(1);
        assertThat(gaps(ManifestFacts.of("pom.xml", "<a>".repeat(100_000)))).hasSize(1);
    }

    @Test
    void propertiesThatNameThemselvesEnd() {
        String pom = "<project><properties><a>${b}${b}</a><b>${a}${a}</b></properties><dependencies><dependency>"
                + "<groupId>g</groupId><artifactId>n</artifactId><version>${a}</version></dependency></dependencies></project>";
        assertThat(ManifestFacts.of("pom.xml", pom))
                .hasSizeBetween(1, 2)
                .first()
                .asString()
                .startsWith("1 pkg:maven/g/n ");
    }

    @Test
    void whatNoToolWouldReadIsAGap() {
        assertThat(gaps(ManifestFacts.of("package.json", "not json"))).hasSize(1);
        assertThat(gaps(ManifestFacts.of("package.json", "[1]"))).hasSize(1);
        assertThat(gaps(ManifestFacts.of("Cargo.toml", "[dependencies]\nserde = \n")))
                .hasSize(1);
        assertThat(gaps(ManifestFacts.of("Cargo.toml", "[dependencies\n"))).hasSize(1);
        assertThat(gaps(ManifestFacts.of("pom.xml", "<html></html>"))).hasSize(1);
        assertThat(gaps(ManifestFacts.of("go.mod", "require (\n\tgithub.com/a/b v1.0.0\n")))
                .hasSize(1);
        assertThat(gaps(ManifestFacts.of("go.sum", "one two\n"))).hasSize(1);
        assertThat(gaps(ManifestFacts.of("requirements.txt", "<html>\n"))).hasSize(1);
        assertThat(gaps(ManifestFacts.of("bun.lockb", "#!/usr/bin/env bun\nbun-lockfile-format-v0\n")))
                .hasSize(1);
    }

    @Test
    void marksAndLineEndsOfWindowsChangeNothing() {
        byte[] text = "\ufeffdjango==5.0 \\\r\n  --hash=sha256:aa\r\n# x\r\nflask\r\n".getBytes(UTF_8);
        List<String> expected = List.of("1 pkg:pypi/django@5.0 (==5.0) direct sha256:aa", "4 pkg:pypi/flask direct");
        assertThat(ManifestFacts.of("requirements.txt", text)).isEqualTo(expected);
    }

    /** pip installs what is there, and nobody can say what that is; a folder beside the file says it itself. */
    @Test
    void anAddressThatNamesNoPackageIsAGap() {
        assertThat(gaps(ManifestFacts.of(
                        "requirements.txt",
                        "https://example.org/x.tar.gz\n./beside\nhttps://example.org/foo-1.0.tar.gz\n")))
                .singleElement()
                .asString()
                .contains("names no package", "x.tar.gz");
    }

    @Test
    void aRequirementThatPipRefusesIsAGap() {
        for (String text : List.of("django==5.0\0\n", "django==\n", "django==,\n", "$NAME==1\n", "${NAME}==1\n")) {
            assertThat(gaps(ManifestFacts.of("requirements.txt", text))).hasSize(1);
        }
    }

    @Test
    void textsWithLinesLikeRequirementsAreNobodys() {
        for (String text : List.of(
                "one\ntwo\n",
                "a = 1\nb = 2\n",
                "numpy=1.21.0=py39_0\npandas=1.3\n",
                "django==4.2\nand a line of prose\n",
                "if a == b\n",
                "a==b\n",
                "-r is an option\n>= 2\n",
                "@EXPLICIT\nhttps://conda.anaconda.org/a/noarch/b-1.0-0.conda\n")) {
            assertThat(ManifestFacts.of("notes.txt", text)).noneMatch(line -> line.contains("pypi"));
        }
        assertThat(ManifestFacts.of("frozen.txt", "\ufeff# pip freeze\r\n\r\nDjango==4.2\r\n"))
                .containsExactly("3 pkg:pypi/django@4.2 (==4.2) direct");
        assertThat(ManifestFacts.of("dev.in", "-c base.txt\npytest")).contains("2 pkg:pypi/pytest direct");
    }

    /** More values than a tree may have. */
    @Test
    void largeBillsAreReadPackageByPackage() {
        String more = "\"x\":[" + "1,".repeat(60) + "1]}";
        String component = "{\"name\":\"n%d\",\"version\":\"1\"," + more;
        String cyclonedx = IntStream.range(0, 20_000)
                .mapToObj(component::formatted)
                .collect(Collectors.joining(",", "{\"bomFormat\":\"CycloneDX\",\"components\":[", "]}"));
        assertThat(ManifestFacts.of("bom.json", cyclonedx))
                .hasSize(20_000)
                .contains("1 pkg:generic/n19999@1 unknown")
                .noneMatch(line -> line.startsWith("gap "));
        String described = "{\"name\":\"n%d\",\"versionInfo\":\"1\"," + more;
        String spdx = IntStream.range(0, 20_000)
                .mapToObj(described::formatted)
                .collect(Collectors.joining(",", "{\"spdxVersion\":\"SPDX-2.3\",\"packages\":[", "]}"));
        assertThat(ManifestFacts.of("x.spdx.json", spdx)).hasSize(20_000).noneMatch(line -> line.startsWith("gap "));
    }

    @Test
    void ofABillThatEndsEarlyIsToldWhatIsThere() {
        assertThat(ManifestFacts.of(
                        "bom.json",
                        "{\"bomFormat\":\"CycloneDX\",\"components\":[{\"purl\":\"pkg:npm/a@1\"},{\"name\":\"b"))
                .contains("1 pkg:npm/a@1 unknown")
                .anyMatch(line -> line.startsWith("gap malformed"));
        assertThat(ManifestFacts.of(
                        "x.spdx.json",
                        "{\"spdxVersion\":\"SPDX-2.3\",\"packages\":[{\"name\":\"a\",\"versionInfo\":\"1\"},"))
                .contains("1 pkg:generic/a@1 unknown")
                .anyMatch(line -> line.startsWith("gap malformed"));
    }

    @Test
    void whatOnlyLooksLikeABillIsNone() {
        assertThat(ManifestFacts.of("x.json", "{\"components\": [{\"bom-ref\": \"a\", \"name\": \"n\"}]}"))
                .isEmpty();
        assertThat(ManifestFacts.of("x.json", "{\"SPDXID\": \"SPDXRef-a\", \"packages\": [{\"name\": \"n\"}]}"))
                .isEmpty();
    }

    /** The file itself is not here, which is one gap; that its pointer is no lockfile is none. */
    @Test
    void aPointerThatStandsForAManifestIsNone() {
        String pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:" + "a".repeat(64) + "\nsize 12345\n";
        for (String name : List.of(
                "package-lock.json", "yarn.lock", "requirements.txt", "pom.xml", "go.sum", "Dockerfile", "setup.py")) {
            assertThat(ManifestFacts.of(name, pointer)).as(name).containsExactly("nobody's");
        }
    }

    @Test
    void otherFilesOfSuchNamesAreNobodys() {
        assertThat(ManifestFacts.of("METADATA", "anything: else\n")).containsExactly("nobody's");
        assertThat(ManifestFacts.of("values.yml", "jobs:\n  a: 1\n")).containsExactly("nobody's");
        assertThat(ManifestFacts.of("data.json", "{\"a\": 1}")).containsExactly("nobody's");
        assertThat(ManifestFacts.of("requirements.lock", "dependencies:\n- name: x\n"))
                .noneMatch(line -> line.contains("pypi"));
        assertThat(ManifestFacts.of("manifest.toml", "julia_version = \"1.9.0\"\n"))
                .containsExactly("nobody's");
        assertThat(ManifestFacts.of("status", "all is well\n")).containsExactly("nobody's");
        assertThat(ManifestFacts.of("DESCRIPTION", "A book of recipes.\n")).containsExactly("nobody's");
        assertThat(ManifestFacts.of("environment.yml", "debug: true\n")).containsExactly("nobody's");
        assertThat(ManifestFacts.of("notes.txt", "flask==1.0 is what we use\n")).containsExactly("nobody's");
    }

    /** The same name in another ecosystem is another package. */
    @Test
    void ecosystemsAreToldApart() {
        assertThat(ManifestFacts.of("Cargo.toml", "[dependencies]\nchalk = \"=5.6.1\"\n"))
                .containsExactly("2 pkg:cargo/chalk@5.6.1 (=5.6.1) direct");
        assertThat(ManifestFacts.of("requirements.txt", "chalk==5.6.1"))
                .containsExactly("1 pkg:pypi/chalk@5.6.1 (==5.6.1) direct");
        assertThat(ManifestFacts.of("package.json", "{\"dependencies\":{\"chalk\":\"5.6.1\"}}"))
                .containsExactly("1 pkg:npm/chalk@5.6.1 (5.6.1) direct");
    }

    /** What the lists of other tools showed to be read otherwise than it should be. */
    @Test
    void formsThatAreRareAreReadAsWell() {
        assertThat(ManifestFacts.of(
                        "pnpm-lock.yaml",
                        "lockfileVersion: 5.3\npackages:\n  registry.example.org/@foo/bar/1.1.0:\n  /foo/1.4.0:\n"))
                .containsExactly("3 pkg:npm/%40foo/bar@1.1.0 unknown", "4 pkg:npm/foo@1.4.0 unknown");
        assertThat(ManifestFacts.of(
                        "yarn.lock",
                        "a@1:\n"
                                + "  \"version\" \"1.0.0\"\n"
                                + "  \"dependencies\":\n"
                                + "    \"b\" \"^1\"\n"
                                + "b@^1:\n"
                                + "  version \"1.2.0\"\n"))
                .containsExactly("1 pkg:npm/a@1.0.0 (1) direct", "5 pkg:npm/b@1.2.0 (^1) unknown via a@1.0.0");
        assertThat(ManifestFacts.of("requirements.txt", "a==1.0 -C x=y\n"))
                .containsExactly("1 pkg:pypi/a@1.0 (==1.0) direct");
        assertThat(ManifestFacts.of("METADATA", "Metadata-Version: 2.1\nName: a\nVersion: 1.0\nVersion: 2.0\n"))
                .containsExactly("1 pkg:pypi/a@1.0 self");
        assertThat(ManifestFacts.of("Gemfile.lock", "GEM\n  specs:\n    a\nDEPENDENCIES\n"))
                .containsExactly("3 pkg:gem/a unknown", "gap malformed at 17: a gem without a version");
        assertThat(ManifestFacts.of("status", "Package: a\nStatus: install ok unpacked\nVersion: 1\n"))
                .containsExactly("1 pkg:deb/a@1 unknown");
        assertThat(ManifestFacts.of("conan.lock", "{\"version\": \"0.5\", \"requires\": [\"1.2.3\"]}"))
                .hasSize(1)
                .allMatch(line -> line.startsWith("gap malformed"));
        assertThat(ManifestFacts.of(
                        "go.mod",
                        "require a.b/c v1.0.0\n"
                                + "require g.h/i v2.0.0\n"
                                + "exclude g.h/i v2.0.0\n"
                                + "replace a.b/c v1.0.0 => d.e/f v1.0.1\n"))
                .containsExactly("4 pkg:golang/d.e/f@v1.0.1 as a.b/c direct");
    }

    /** What failed to write it leaves such a file behind. */
    @Test
    void aBillOfMaterialsThatSaysNothingIsAGap() {
        for (String name : List.of("bom.json", "app.cdx.json", "sbom.json", "a.spdx", "a.spdx.json", "bom.xml")) {
            assertThat(ManifestFacts.of(name, ""))
                    .as(name)
                    .singleElement()
                    .satisfies(line -> assertThat(line).startsWith("gap malformed"));
            assertThat(ManifestFacts.of(name, " \n")).as(name).anyMatch(line -> line.startsWith("gap malformed"));
        }
        assertThat(ManifestFacts.of("bom.json", "{}\n"))
                .containsExactly("gap malformed at 0: a bill of materials that says nothing: which packages it was to"
                        + " name is not known");
        assertThat(ManifestFacts.of("data.json", "{}")).containsExactly("nobody's");
        assertThat(ManifestFacts.of("data.json", "")).containsExactly("nobody's");
        assertThat(ManifestFacts.of("bom.json", "{\"weather\": 1}")).containsExactly("nobody's");
    }

    @Test
    void anEmptyProjectOfDotnetIsAGap() {
        assertThat(ManifestFacts.of("App.csproj", "")).anyMatch(line -> line.startsWith("gap malformed"));
    }
}
