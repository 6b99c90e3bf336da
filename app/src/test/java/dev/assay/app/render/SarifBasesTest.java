package dev.assay.app.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.engine.report.Finding;
import dev.assay.engine.report.Gap;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.report.Location;
import dev.assay.engine.report.Severity;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Of whatever targets a report is: it is valid, and each of its bases is one that it declares. */
class SarifBasesTest {
    private static final String SARIF = "/schema/sarif-schema-2.1.0.json";

    private static final List<String> TARGETS = List.of(
            ".",
            "./",
            "",
            "-",
            "sub",
            "sub//folder/",
            "a:b",
            "..",
            "../up",
            "sub/../../up",
            "/",
            "/abs/a folder",
            "//host/share",
            "C:\\data\\in",
            "https://example.org",
            "https://example.org/a/b.zip?x=1#y",
            "https://example.org/a[1]/b c",
            "https://[::1]/a",
            "hf://acme/large model",
            "hf://acme/model@main",
            "s3://bucket/key/",
            "git+https://example.org/r.git@v1",
            "pkg:npm/%40a/b@1.0",
            "github:acme",
            "github:@user",
            "github:acme/web",
            "github:acme/web@main",
            "github:acme/web@feature/x y#1",
            "github:acme/we%b",
            "\ud800",
            "http://",
            "1://x",
            "mailto:a@b");

    private static List<Object> parts(String target) {
        List<Object> parts = new ArrayList<>();
        for (String path : List.of("", "a.txt", "a b/\u00e9 %41 %.txt", "a:b", "../x")) {
            Location at = Location.of(target, path);
            parts.add(new Finding(
                    "manifest/unpinned",
                    "manifest",
                    Severity.LOW,
                    "Dependency without a version",
                    "Whatever is newest.",
                    "Pin it.",
                    List.of(),
                    "00000000000000000000000000000001",
                    path.equals("a:b") ? at.entry("m/\ud800 x").at(3) : at,
                    Map.of("name", "numpy")));
            parts.add(new Gap(GapKind.UNREADABLE, at, "no", -1));
        }
        return parts;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void ofEachTargetAndOfAllTogether(boolean isTogether) throws IOException {
        List<Object> all = new ArrayList<>();
        for (String target : TARGETS) {
            all.addAll(parts(target));
            if (!isTogether) {
                check(target, parts(target));
            }
        }
        check("all", all);
    }

    private static void check(String of, List<Object> parts) throws IOException {
        String text = Rendered.as(Format.SARIF, Rendered.PLAIN, SampleReports.of(parts));
        assertThat(SchemaTest.errors(SARIF, text)).as(of).isEmpty();
        JsonNode run = new JsonMapper().readTree(text).get("runs").get(0);
        Set<String> used = new HashSet<>();
        JsonNode bases = run.path("originalUriBaseIds");
        for (JsonNode at : run.findValues("artifactLocation")) {
            reference(of, at, used);
        }
        bases.properties().forEach(base -> {
            if (base.getValue().has("uri")) {
                reference(of, base.getValue(), used);
                assertThat(base.getValue().get("uri").stringValue()).as(of).endsWith("/");
            }
        });
        for (JsonNode repository : run.path("versionControlProvenance")) {
            assertThat(URI.create(repository.get("repositoryUri").stringValue()).isAbsolute())
                    .as(of)
                    .isTrue();
            assertThat(used)
                    .as(of)
                    .contains(repository.at("/mappedTo/uriBaseId").stringValue());
        }
        assertThat(bases.propertyNames()).as(of).containsExactlyInAnyOrderElementsOf(used);
    }

    /** Section 3.4.3 and 3.4.4: what is absolute has no base, and what is not has one that is declared. */
    private static void reference(String of, JsonNode at, Set<String> used) {
        URI uri = URI.create(at.get("uri").stringValue());
        assertThat(at.has("uriBaseId")).as(of + " " + uri).isNotEqualTo(uri.isAbsolute());
        if (at.has("uriBaseId")) {
            used.add(at.get("uriBaseId").stringValue());
            assertThat(uri.toString()).as(of).doesNotStartWith("/");
        }
    }

    @Test
    void repositoriesSayWhichCommitsTheyAreRead() throws IOException {
        List<Object> parts = new ArrayList<>(parts("github:acme/web@main"));
        parts.addAll(parts("github:acme/web@next"));
        parts.addAll(parts("github:acme/lib"));
        JsonNode run = new JsonMapper()
                .readTree(Rendered.as(Format.SARIF, Rendered.PLAIN, SampleReports.of(parts)))
                .get("runs")
                .get(0);
        List<String> told = new ArrayList<>();
        run.get("versionControlProvenance")
                .forEach(each -> told.add(each.get("repositoryUri").stringValue() + " "
                        + each.path("branch").asString("none") + " "
                        + each.at("/mappedTo/uriBaseId").stringValue()));
        assertThat(told)
                .containsExactly(
                        "https://github.com/acme/web main REPOSITORY_1",
                        "https://github.com/acme/web next REPOSITORY_2",
                        "https://github.com/acme/lib none REPOSITORY_3");
    }
}
