package dev.assay.detectors.indicator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.AllDetectors;
import dev.assay.engine.rule.TargetRule;
import dev.assay.engine.scan.Detectors;
import dev.assay.engine.scan.MemoryConnector;
import dev.assay.engine.scan.TestScan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What one file leaves open and another has settled, told once and where it is so. */
class ChoiceRuleTest {
    private static final String TAKEN = "indicator/malicious-package";
    private static final String IF_TAKEN = "indicator/malicious-if-taken";

    private final Map<String, String> files = new TreeMap<>();

    private List<String> found(String feed) {
        IndicatorRule rule = new IndicatorRule(Feeds.read(feed).indicators(), _ -> false);
        List<TargetRule> targetRules = new ArrayList<>(AllDetectors.ALL.targetRules());
        targetRules.removeIf(ChoiceRule.class::isInstance);
        targetRules.add(new ChoiceRule(rule));
        Detectors detectors = new Detectors(
                AllDetectors.ALL.decoders(),
                List.of(rule),
                targetRules,
                AllDetectors.ALL.book(),
                AllDetectors.ALL.formatsByExtension(),
                "choices");
        MemoryConnector connector = new MemoryConnector();
        files.forEach((path, text) -> connector.file(path, text.getBytes(UTF_8)));
        return new TestScan(detectors)
                .run(connector).findings().stream()
                        .filter(finding -> finding.ruleId().startsWith("indicator/malicious"))
                        .map(finding -> finding.ruleId() + " "
                                + finding.location().path() + ":"
                                + finding.location().line())
                        .toList();
    }

    private void asks(String folder, String range) {
        files.put(folder + "package.json", "{\"private\": true, \"dependencies\": {\"debug\": \"" + range + "\"}}");
    }

    private void locks(String folder, String version) {
        files.put(
                folder + "package-lock.json",
                "{\"lockfileVersion\": 3, \"packages\": {\n\"\": {\"dependencies\": {\"debug\": \"^4\"}},\n"
                        + "\"node_modules/debug\": {\"version\": \"" + version + "\"}}}");
    }

    @ParameterizedTest
    @CsvSource({
        "^4.4.0, 4.4.1, ''", // another version that the range admits is taken
        "^4.4.0, 4.4.2, package-lock.json:3", // the bad one: said once, where it is so
        "^4.4.0, 2.6.9, package.json:1", // the lockfile is not of this manifest: it takes what nobody asks for
        "latest, 4.4.1, ''",
        "^4.4.0, '', package.json:1",
    })
    void a_lockfile_decides_where_it_names_the_package(String range, String locked, String expected) {
        asks("", range);
        if (locked.isEmpty()) {
            files.put("package-lock.json", "{\"lockfileVersion\": 3, \"packages\": {\"\": {}}}");
        } else {
            locks("", locked);
        }
        assertThat(found("npm debug 4.4.2\n"))
                .containsExactlyElementsOf(
                        expected.isEmpty()
                                ? List.of()
                                : List.of((expected.startsWith("package.json") ? IF_TAKEN : TAKEN) + " " + expected));
    }

    @Test
    void without_a_lockfile_the_choice_is_told() {
        asks("", "^4.4.0");
        assertThat(found("npm debug 4.4.2\n")).containsExactly(IF_TAKEN + " package.json:1");
    }

    @Test
    void a_lockfile_is_that_of_the_members_of_its_workspace_and_of_nobody_else() {
        files.put("package.json", "{\"private\": true, \"workspaces\": [\"./packages/*/\", \"!packages/old\"]}");
        locks("", "4.4.1");
        asks("packages/a/", "^4.4.0");
        asks("packages/old/", "^4.4.0");
        asks("examples/b/", "^4.4.0");
        assertThat(found("npm debug 4.4.2\n"))
                .containsExactlyInAnyOrder(
                        IF_TAKEN + " examples/b/package.json:1", IF_TAKEN + " packages/old/package.json:1");
    }

    /** 5,000 patterns of 800 characters, asked for each of fifty folders. */
    @Test
    @Timeout(60)
    void patterns_without_end_leave_the_choice() {
        String pattern = "\"" + "*a".repeat(400) + "\",";
        files.put("package.json", "{\"workspaces\": [" + pattern.repeat(5_000) + "\"p/*\"]}");
        locks("", "4.4.1");
        for (int i = 0; i < 50; i++) {
            asks("p/" + "a".repeat(200) + i + "/", "^4.4.0");
        }
        assertThat(found("npm debug 4.4.2\n")).hasSize(50);
    }

    /** To go through all mentions for each request would be more than may be compared. */
    @Test
    @Timeout(60)
    void a_package_that_is_asked_for_many_times_is_settled_once() {
        String asked = IntStream.range(0, 6_000).mapToObj(_ -> "'evil>=1.0',\n").collect(joining());
        String taken = IntStream.range(0, 6_000)
                .mapToObj(i -> "[[package]]\nname = \"evil\"\nversion = \"0." + i + "\"\n")
                .collect(joining());
        files.put("pyproject.toml", "[project]\nname = 'x'\ndependencies = [\n" + asked + "]\n");
        files.put("poetry.lock", taken + "[[package]]\nname = \"evil\"\nversion = \"1.1\"\n");
        assertThat(found("pypi evil 1.2\n")).isEmpty();
        files.put("pyproject.toml", "[project]\nname = 'x'\ndependencies = ['evil>=1.0', 'evil>=1.2']\n");
        assertThat(found("pypi evil 1.2\n")).hasSize(1);
    }

    @Test
    void a_lockfile_of_another_tool_decides_nothing() {
        files.put("requirements.txt", "evil>=1.0\n");
        files.put("poetry.lock", "[[package]]\nname = \"evil\"\nversion = \"1.1\"\n");
        assertThat(found("pypi evil 1.2\n")).containsExactly(IF_TAKEN + " requirements.txt:1");
    }

    @Test
    void lockfiles_of_other_ecosystems_decide_as_well() {
        files.put("a/pyproject.toml", "[project]\nname = 'x'\ndependencies = ['Evil_Name >= 1.0']\n");
        files.put("a/poetry.lock", "[[package]]\nname = \"evil-name\"\nversion = \"1.1\"\n");
        files.put("b/Cargo.toml", "[workspace]\nmembers = ['c']\n");
        files.put("b/c/Cargo.toml", "[package]\nname = 'c'\n[dependencies]\nevil = '1.0'\n");
        files.put(
                "b/Cargo.lock",
                "version = 4\n"
                        + "[[package]]\n"
                        + "name = 'c'\n"
                        + "version = '0.1.0'\n"
                        + "dependencies = ['evil']\n"
                        + "[[package]]\n"
                        + "name = 'evil'\n"
                        + "version = '1.1.0'\n"
                        + "source = 'registry+https://github.com/rust-lang/crates.io-index'\n");
        files.put("d/composer.json", "{\"require\": {\"v/evil\": \"^1.0\"}}");
        files.put("d/composer.lock", "{\"packages\": [{\"name\": \"v/evil\", \"version\": \"1.1.0\"}]}");
        String feed = "pypi evil-name 1.2\ncargo evil 1.2.0\ncomposer v/evil 1.2.0\n";
        assertThat(found(feed)).isEmpty();
        files.keySet().removeIf(name -> name.endsWith(".lock"));
        assertThat(found(feed)).hasSize(3).allMatch(line -> line.startsWith(IF_TAKEN));
    }

    /** What lies beside a package there was chosen when it was put there, and is judged by itself. */
    @Test
    void what_an_installed_package_asks_for_lies_beside_it() {
        files.put(
                "node_modules/a/package.json",
                "{\"name\": \"a\", \"version\": \"1.0.0\", \"dependencies\": {\"debug\": \"^4.4.0\"}}");
        files.put("node_modules/debug/package.json", "{\"name\": \"debug\", \"version\": \"4.4.1\"}");
        assertThat(found("npm debug 4.4.2\n")).isEmpty();
        files.put("node_modules/debug/package.json", "{\"name\": \"debug\", \"version\": \"4.4.2\"}");
        assertThat(found("npm debug 4.4.2\n")).containsExactly(TAKEN + " node_modules/debug/package.json:1");
        files.remove("node_modules/debug/package.json");
        assertThat(found("npm debug 4.4.2\n")).containsExactly(IF_TAKEN + " node_modules/a/package.json:1");
        files.computeIfPresent(
                "node_modules/a/package.json", (_, text) -> text.replace("dependencies", "devDependencies"));
        assertThat(found("npm debug 4.4.2\n")).isEmpty();
    }

    /** Of the lockfiles of a package npm takes none, but one that was made to be published. */
    @Test
    void what_the_developers_of_an_installed_package_have_taken_is_installed_by_nobody() {
        String lock = "debug@^4.0.0:\n  version \"4.4.2\"\n";
        files.put("yarn.lock", lock);
        assertThat(found("npm debug 4.4.2\n")).containsExactly(TAKEN + " yarn.lock:1");
        files.put("node_modules/a/yarn.lock", files.remove("yarn.lock"));
        assertThat(found("npm debug 4.4.2\n")).containsExactly(IF_TAKEN + " node_modules/a/yarn.lock:1");
        files.clear();
        locks("node_modules/a/", "4.4.2");
        assertThat(found("npm debug 4.4.2\n")).containsExactly(IF_TAKEN + " node_modules/a/package-lock.json:3");
        files.put("node_modules/a/npm-shrinkwrap.json", files.remove("node_modules/a/package-lock.json"));
        assertThat(found("npm debug 4.4.2\n")).containsExactly(TAKEN + " node_modules/a/npm-shrinkwrap.json:3");
        files.clear();
        locks("", "4.4.2");
        files.put("node_modules/.package-lock.json", files.remove("package-lock.json"));
        assertThat(found("npm debug 4.4.2\n")).containsExactly(TAKEN + " node_modules/.package-lock.json:3");
    }

    @Test
    void what_an_installed_package_of_python_or_conda_asks_for_lies_beside_it() {
        String metadata = "Metadata-Version: 2.1\nName: %s\nVersion: %s\n%s\n";
        files.put("lib/a-1.0.dist-info/METADATA", metadata.formatted("a", "1.0", "Requires-Dist: evil>=1"));
        files.put("lib/evil-1.1.dist-info/METADATA", metadata.formatted("evil", "1.1", ""));
        assertThat(found("pypi evil 1.2\n")).isEmpty();
        files.put("other/evil-1.1.dist-info/METADATA", files.remove("lib/evil-1.1.dist-info/METADATA"));
        assertThat(found("pypi evil 1.2\n")).containsExactly(IF_TAKEN + " lib/a-1.0.dist-info/METADATA:4");
    }

    @Test
    void what_a_central_list_pins_is_told_of_who_takes_it() {
        files.put(
                "Directory.Packages.props",
                "<Project><ItemGroup>\n<PackageVersion Include='Evil' Version='1.2.0'/></ItemGroup></Project>");
        assertThat(found("nuget evil 1.2.0\n")).containsExactly(IF_TAKEN + " Directory.Packages.props:2");
        String project = "<Project><ItemGroup>\n\n<PackageReference Include='evil'%s/></ItemGroup></Project>";
        files.put("src/a.csproj", project.formatted(""));
        assertThat(found("nuget evil 1.2.0\n")).containsExactly(TAKEN + " src/a.csproj:3");
        files.put("src/a.csproj", project.formatted(" VersionOverride='1.0.0'"));
        assertThat(found("nuget evil 1.2.0\n")).containsExactly(IF_TAKEN + " Directory.Packages.props:2");
    }

    @Test
    void what_a_catalog_pins_is_told_of_who_takes_it() {
        files.put("pnpm-workspace.yaml", "packages: ['p']\ncatalog:\n  debug: 4.4.2\n");
        files.put("p/package.json", "{\"dependencies\": {\n\"debug\": \"catalog:\"}}");
        assertThat(found("npm debug 4.4.2\n")).containsExactly(TAKEN + " p/package.json:2");
        files.put("pnpm-workspace.yaml", "packages: ['p']\ncatalog:\n  debug: ^4.4.0\n");
        assertThat(found("npm debug 4.4.2\n")).containsExactly(IF_TAKEN + " p/package.json:2");
    }

    @Test
    void what_a_parent_manages_is_told_of_who_takes_it() {
        String managed = "<dependency><groupId>g</groupId><artifactId>evil</artifactId>%s</dependency>";
        files.put(
                "pom.xml",
                "<project><groupId>o</groupId><artifactId>root</artifactId><version>1</version><packaging>pom</packaging>\n"
                        + "<dependencyManagement><dependencies>"
                        + managed.formatted("<version>1.2</version>")
                        + "</dependencies></dependencyManagement></project>");
        assertThat(found("maven g:evil 1.2\n")).containsExactly(IF_TAKEN + " pom.xml:2");
        files.put(
                "m/pom.xml",
                "<project><parent><groupId>o</groupId><artifactId>root</artifactId><version>1</version></parent>"
                        + "<artifactId>m</artifactId>\n\n<dependencies>" + managed.formatted("")
                        + "</dependencies></project>");
        assertThat(found("maven g:evil 1.2\n")).containsExactly(TAKEN + " m/pom.xml:3");
    }

    @ParameterizedTest
    @CsvSource({
        "evilpkg, evilpkg==1.0.0, " + TAKEN, // pip takes the bad one
        "evilpkg, evilpkg==2.0.0, ''",
        "evilpkg, evilpkg>=2, ''",
        "evilpkg, flask==3.0.0, " + IF_TAKEN,
    })
    void a_constraint_decides_of_what_is_asked_for_with_it(String asked, String pin, String expected) {
        files.put("requirements.txt", asked + "\n-c constraints.txt\n");
        files.put("constraints.txt", pin + "\n");
        assertThat(found("pypi evilpkg 1.0.0\n"))
                .containsExactlyElementsOf(expected.isEmpty() ? List.of() : List.of(expected + " requirements.txt:1"));
    }

    @Test
    void a_constraint_of_what_nobody_asks_for_is_told_as_one() {
        files.put("requirements.txt", "flask\n-c constraints.txt\n");
        files.put("constraints.txt", "evilpkg==1.0.0\n");
        assertThat(found("pypi evilpkg 1.0.0\n")).containsExactly(IF_TAKEN + " constraints.txt:1");
    }

    @Test
    void constraints_that_are_included_as_requirements_are_taken() {
        files.put("requirements.txt", "-r constraints.txt\n");
        files.put("constraints.txt", "evilpkg==1.0.0\n");
        assertThat(found("pypi evilpkg 1.0.0\n")).containsExactly(TAKEN + " constraints.txt:1");
    }

    @Test
    void a_constraint_of_one_project_decides_nothing_for_another() {
        files.put("base.txt", "evilpkg>=0\n");
        files.put("requirements-a.txt", "-r base.txt\n-c constraints.txt\n");
        files.put("constraints.txt", "evilpkg==2.0.0\n");
        assertThat(found("pypi evilpkg 1.0.0\n")).isEmpty();
        files.put("requirements-b.txt", "-r base.txt\n");
        assertThat(found("pypi evilpkg 1.0.0\n")).containsExactly(IF_TAKEN + " base.txt:1");
    }
}
