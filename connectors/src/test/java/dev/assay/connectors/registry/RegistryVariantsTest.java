package dev.assay.connectors.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import dev.assay.engine.fact.RegistryRecord;
import dev.assay.engine.fact.RegistryRecord.Existence;
import dev.assay.engine.fact.RegistryRecord.Trait;
import dev.assay.engine.scan.Registries.Detail;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What real answers have that the documents of the registries do not dwell on. */
@Timeout(60)
class RegistryVariantsTest {
    private static final String NUGET = """
        {"resources":[{"@id":"@BASE@nuget/r/","@type":"RegistrationsBaseUrl/3.6.0"}]}\
        """;

    private final FakeRegistries fake = new FakeRegistries();

    @TempDir
    Path home;

    private RegistryFixture net;

    @BeforeEach
    void open() throws IOException {
        net = RegistryFixture.of(fake, home);
    }

    @AfterEach
    void close() {
        net.close();
        fake.close();
    }

    /** Answers by the end of the path; with 404 what is not there. */
    private void answers(Map<String, String> byEnd) {
        fake.behave(exchange -> {
            String path = exchange.getRequestURI().getPath();
            for (Map.Entry<String, String> each : byEnd.entrySet()) {
                if (path.endsWith(each.getKey())) {
                    send(
                            exchange,
                            each.getValue().replace("@BASE@", fake.url("nuget").replace("nuget/index.json", "")));
                    return true;
                }
            }
            exchange.sendResponseHeaders(404, -1);
            return true;
        });
    }

    private static void send(HttpExchange exchange, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static String version(String number, boolean listed, String more) {
        return "{\"catalogEntry\":{\"version\":\"" + number + "\",\"listed\":" + listed + ",\"published\":\""
                + (listed ? "2020-01-0" + number.charAt(0) : "1900-01-01") + "T00:00:00+00:00\"" + more + "}}";
    }

    @Test
    void ofNugetAHiddenPreReleaseBehindTheLatestTakesNothingBack() throws IOException {
        answers(Map.of(
                "/nuget/index.json",
                NUGET,
                "/thing/index.json",
                "{\"items\":[{\"count\":3,\"items\":["
                        + version("1.0.0", true, "")
                        + ","
                        + version("2.0.0", true, ",\"deprecation\":{\"reasons\":[\"Legacy\"]}")
                        + ","
                        + version("3.0.0-beta", false, "")
                        + "]}]}"));
        RegistryRecord known = net.ask("nuget", "thing", Detail.USE);
        assertThat(known.is(Trait.YANKED)).isFalse();
        assertThat(known.is(Trait.DEPRECATED)).isTrue();
        assertThat(known.releases().latestMillis())
                .isEqualTo(Instant.parse("2020-01-02T00:00:00Z").toEpochMilli());
    }

    /** Its page is here already, with an address that leads to the same document. */
    @Test
    void ofNugetAPackageWithoutAnyListedVersionIsTakenBack() throws IOException {
        answers(Map.of(
                "/nuget/index.json",
                NUGET,
                "/thing/index.json",
                "{\"items\":[{\"@id\":\"@BASE@nuget/r/thing/index.json#page/1.0.0/2.0.0\",\"count\":2,\"items\":["
                        + version("1.0.0", false, ",\"projectUrl\":\"https://github.com/ann/thing\"")
                        + ","
                        + version("2.0.0", false, "")
                        + "]}]}"));
        RegistryRecord known = net.ask("nuget", "thing", Detail.USE);
        assertThat(known.is(Trait.YANKED)).isTrue();
        assertThat(known.repository()).isEqualTo("https://github.com/ann/thing");
        assertThat(known.releases().count()).isEqualTo(2);
    }

    /** A name without a release cannot be installed, and is anybody's to take or to take back. */
    @Test
    void aPackageWithoutAReleaseIsNotThere() throws IOException {
        answers(Map.of(
                "/nuget/index.json",
                "{\"resources\":[{\"@id\":\"@BASE@nuget/registration/\",\"@type\":\"RegistrationsBaseUrl/3.6.0\"}]}",
                "/thing/index.json",
                "{\"count\":0,\"items\":[]}",
                "/versions/thing.json",
                "[]",
                "/p2/ann/thing.json",
                "{\"packages\":{\"ann/thing\":[]}}",
                "/ann/thing/maven-metadata.xml",
                "<metadata><versioning><versions/></versioning></metadata>",
                "/simple/thing/",
                "{\"name\":\"thing\",\"files\":[]}"));
        for (String type : new String[] {"nuget", "gem", "pypi"}) {
            assertThat(net.ask(type, "thing", Detail.EXISTENCE).existence())
                    .as(type)
                    .isEqualTo(Existence.REMOVED);
        }
        assertThat(net.ask("composer", "ann/thing", Detail.EXISTENCE).existence())
                .isEqualTo(Existence.REMOVED);
        assertThat(net.ask("maven", "ann:thing", Detail.EXISTENCE).existence()).isEqualTo(Existence.REMOVED);
    }

    @Test
    void ofCargoAnApiWithoutVersionsTakesNoneAway() throws IOException {
        answers(
                Map.of(
                        "/th/in/thing",
                        "{\"name\":\"thing\",\"vers\":\"0.1.0\",\"yanked\":false}\n"
                                + "{\"name\":\"thing\",\"vers\":\"0.2.0\",\"yanked\":false}\n",
                        "/crates/thing",
                        "{\"crate\":{\"name\":\"thing\",\"created_at\":\"2015-01-15T20:22:13Z\",\"recent_downloads\":null},\"versions\":null}"));
        assertThat(net.ask("cargo", "thing", Detail.USE).releases().count()).isEqualTo(2);
    }

    @Test
    void ofGoALineMaySayMoreThanAVersion() throws IOException {
        answers(Map.of(
                "/@v/list",
                "v0.2.0\nv0.1.0 2020-01-01T00:00:00Z\n",
                "/@v/v0.1.0.info",
                "{\"Version\":\"v0.1.0\",\"Time\":\"2020-01-01T00:00:00Z\"}",
                "/@latest",
                "{\"Version\":\"v0.2.0\",\"Time\":\"2021-01-01T00:00:00Z\"}"));
        RegistryRecord known = net.ask("golang", "github.com/ann/thing", Detail.USE);
        assertThat(known.releases().firstMillis())
                .isEqualTo(Instant.parse("2020-01-01T00:00:00Z").toEpochMilli());
    }

    @Test
    void ofComposerVersionsMayBeAnObject() throws IOException {
        answers(
                Map.of(
                        "/p2/ann/thing.json",
                        "{\"packages\":{\"ann/thing\":{\"1.0\":{\"version\":\"1.0\",\"time\":\"2020-01-01T00:00:00+00:00\"},\"1.1\":{\"version\":\"1.1\"}}}}"));
        RegistryRecord known = net.ask("composer", "ann/thing", Detail.HISTORY);
        assertThat(known.existence()).isEqualTo(Existence.EXISTS);
        assertThat(known.releases().count()).isEqualTo(2);
        assertThat(known.releases().firstMillis())
                .isEqualTo(Instant.parse("2020-01-01T00:00:00Z").toEpochMilli());
    }
}
