package dev.assay.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.app.cli.Cli.Ran;
import dev.assay.connectors.github.FakeGitHub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What sweeps are told to look at, and how reports name it. */
class SweepTargetsTest extends SweepFixture {
    @Test
    void aTeamIsNoneOfARepositoryOrAUser() {
        for (String target : List.of("github:acme/web", "github:@alice")) {
            Ran ran = run("--team", "us", "github:acme", target);
            assertThat(ran.code()).isEqualTo(ExitCode.USAGE);
            assertThat(ran.err()).contains("--team").contains(target);
        }
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void whatIsNamedTwiceIsSweptOnce() {
        server.repository("acme/web").commit(Map.of("package-lock.json", lock("4.4.2")));
        assertThat(found(sweep("github:acme", "github:Acme"))).hasSize(1);
        assertThat(found(sweep("github:acme/web", "github:acme/WEB"))).hasSize(1);
    }

    /** Code hosts place a file by the root of its repository. */
    @Test
    void sarifSaysOfWhichRepositoryFilesAre() throws IOException {
        server.repository("acme/api").commit(Map.of("package-lock.json", lock("4.4.2")));
        server.repository("acme/web").commit(Map.of("a/package-lock.json", lock("4.4.2")));
        Path file = folder.resolve("out.sarif");
        assertThat(run("-o", "sarif=" + file, "github:acme").code()).isEqualTo(ExitCode.UNSAFE);
        JsonNode sarif = new JsonMapper().readTree(Files.readString(file)).at("/runs/0");
        assertThat(sarif.at("/results/1/locations/0/physicalLocation/artifactLocation")
                        .toString())
                .isEqualTo("{\"uri\":\"a/package-lock.json\",\"uriBaseId\":\"REPOSITORY_2\"}");
        assertThat(sarif.at("/versionControlProvenance/1").toString())
                .isEqualTo("{\"repositoryUri\":\"" + server.url()
                        + "/acme/web\",\"branch\":\"main\",\"mappedTo\":{\"uriBaseId\":\"REPOSITORY_2\"}}");
        assertThat(sarif.at("/originalUriBaseIds/REPOSITORY_2/description/text").stringValue())
                .isEqualTo("the root of github:acme/web@main");
    }

    /** A sentence where others have a name is broken as sentences are. */
    @Test
    void aLongGroupIsNoWiderThanTheReport() {
        server.repository("acme/web").commit(Map.of("package-lock.json", lock("4.4.2")));
        server.teams(FakeGitHub.Teams.REFUSED);
        Ran ran = run("--group-by", "team", "github:acme");
        assertThat(ran.out()).contains("  unknown: 127.0.0.1 forbids it");
        assertThat(ran.out().lines().filter(line -> !line.contains("https://")))
                .allMatch(line -> line.length() <= 80 || line.startsWith("unknown: "));
    }
}
