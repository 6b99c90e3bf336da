package dev.assay.detectors.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.engine.rule.RuleBook;
import dev.assay.engine.scan.Detectors;
import dev.assay.engine.scan.MemoryConnector;
import dev.assay.engine.scan.TestScan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What one file of a tree pins is told of who asks for it. */
class CentralVersionRuleTest {
    private final Map<String, String> files = new TreeMap<>();

    private List<String> direct() {
        Detectors detectors = new Detectors(
                ManifestDecoder.all(),
                List.of(),
                List.of(new CentralVersionRule()),
                new RuleBook(List.of(), List.of()),
                Map.of(),
                "central");
        MemoryConnector connector = new MemoryConnector();
        files.forEach((path, text) -> connector.file(path, text.getBytes(UTF_8)));
        List<String> lines = new ArrayList<>();
        new TestScan(detectors).run(connector).dependencies().forEach(found -> {
            if (found.dependency().relation().id().equals("direct")
                    && !found.dependency().version().isEmpty()) {
                lines.add(found.location().path() + ":" + found.dependency().line() + " "
                        + found.dependency()
                                .coordinates()
                                .purl(found.dependency().version()));
            }
        });
        return lines;
    }

    private void props(String folder, String version) {
        files.put(
                folder + "Directory.Packages.props",
                "<Project><ItemGroup><PackageVersion Include='Evil' Version='" + version + "'/></ItemGroup></Project>");
    }

    @Test
    void aProjectTakesWhatTheNearestListOfNugetHas() {
        props("", "1.0.0");
        props("other/", "2.0.0");
        String project = "<Project><ItemGroup>\n<PackageReference Include='evil'/></ItemGroup></Project>";
        files.put("src/a/a.csproj", project);
        files.put("other/b.fsproj", project);
        files.put("other.csproj", "<Project><ItemGroup><PackageReference Include='good'/></ItemGroup></Project>");
        assertThat(direct())
                .containsExactlyInAnyOrder(
                        "src/a/a.csproj:2 pkg:nuget/Evil@1.0.0", "other/b.fsproj:2 pkg:nuget/Evil@2.0.0");
    }

    @Test
    void aVersionOfItsOwnStands() {
        props("", "1.0.0");
        files.put(
                "a.csproj",
                "<Project><ItemGroup><PackageReference Include='Evil' VersionOverride='3.0.0'/></ItemGroup></Project>");
        assertThat(direct()).containsExactly("a.csproj:1 pkg:nuget/Evil@3.0.0");
    }

    @Test
    void catalogsOfPnpmAreTakenWhereOneVersionIsMeant() {
        files.put(
                "pnpm-workspace.yaml",
                "packages: ['p']\ncatalog:\n  is-odd: 3.0.1\n  twice: 1.0.0\ncatalogs:\n  old: {ms: 0.7.1, twice: 2.0.0}\n");
        files.put(
                "p/package.json",
                "{\"dependencies\": {\n\"is-odd\": \"catalog:\",\n\"ms\": \"catalog:old\",\n\"twice\": \"catalog:\"}}");
        assertThat(direct())
                .containsExactlyInAnyOrder(
                        "p/package.json:2 pkg:npm/is-odd@3.0.1", "p/package.json:3 pkg:npm/ms@0.7.1");
    }

    @Test
    void catalogsOfBunStandInTheManifest() {
        files.put(
                "package.json",
                "{\"name\":\"r\",\"workspaces\":{\"packages\":[\"p\"],\"catalog\":{\"a\":\"1.0.0\"},"
                        + "\"catalogs\":{\"t\":{\"b\":\"2.0.0\"}}},\"catalog\":{\"c\":\"3.0.0\"},"
                        + "\"catalogs\":{\"u\":{\"d\":\"4.0.0\"}}}");
        files.put(
                "p/package.json",
                "{\"name\":\"p\",\"overrides\":{\"z\":\"1.0.0\"},\n\"dependencies\":{\"a\":\"catalog:\","
                        + "\"b\":\"catalog:t\",\"c\":\"catalog:\",\"d\":\"catalog:u\",\"e\":\"catalog:\"}}");
        assertThat(direct())
                .containsExactlyInAnyOrder(
                        "p/package.json:2 pkg:npm/a@1.0.0",
                        "p/package.json:2 pkg:npm/b@2.0.0",
                        "p/package.json:2 pkg:npm/c@3.0.0",
                        "p/package.json:2 pkg:npm/d@4.0.0");
    }

    @Test
    void catalogsOfYarnAreTaken() {
        files.put(
                ".yarnrc.yml",
                "nodeLinker: node-modules\ncatalog:\n  is-odd: 3.0.1\ncatalogs:\n  old: {ms: 'npm:0.7.1'}\n");
        files.put("p/package.json", "{\"dependencies\": {\n\"is-odd\": \"catalog:\",\n\"ms\": \"catalog:old\"}}");
        assertThat(direct())
                .containsExactlyInAnyOrder(
                        "p/package.json:2 pkg:npm/is-odd@3.0.1", "p/package.json:3 pkg:npm/ms@0.7.1");
    }

    @Test
    void aWorkspaceOfCargoPinsForItsMembers() {
        files.put(
                "Cargo.toml",
                "[workspace]\nmembers = ['m']\n[workspace.dependencies]\nevil = '=1.2.3'\n"
                        + "known = { package = 'evil', version = '=2.0.0' }\nopen = '1'\n");
        files.put(
                "m/Cargo.toml",
                "[dependencies]\nevil.workspace = true\nknown = { workspace = true, optional = true }\nopen.workspace = true\n"
                        + "own = '=3.0.0'\n");
        assertThat(direct())
                .containsExactlyInAnyOrder(
                        "m/Cargo.toml:2 pkg:cargo/evil@1.2.3",
                        "m/Cargo.toml:3 pkg:cargo/evil@2.0.0",
                        "m/Cargo.toml:5 pkg:cargo/own@3.0.0");
    }
}
