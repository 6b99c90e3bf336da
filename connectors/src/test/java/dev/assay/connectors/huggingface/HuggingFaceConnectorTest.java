package dev.assay.connectors.huggingface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.connectors.remote.Documents;
import dev.assay.connectors.remote.FaultServer;
import dev.assay.connectors.remote.RecordingVisitor;
import dev.assay.connectors.remote.RemoteClient;
import dev.assay.connectors.remote.RemoteOptions;
import dev.assay.connectors.remote.ResponseCache;
import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.ChangedException;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.Leaks;
import dev.assay.engine.bytes.Limits;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.bytes.UnreachableException;
import dev.assay.engine.bytes.UnsupportedException;
import dev.assay.engine.cache.RemoteIdentity;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.scan.Artifact;
import dev.assay.engine.scan.Progress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class HuggingFaceConnectorTest {
    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
    private static final String API = "/api/models/org/name/";
    private static final String LARGE =
            "{\"type\":\"file\",\"size\":3,\"path\":\"d/large.bin\",\"oid\":\"x\",\"lfs\":{\"size\":3,\"oid\":\""
                    + "ab".repeat(32) + "\",\"pointerSize\":{\"nested\":[1,2]}},\"lastCommit\":null}";
    private static final String SMALL =
            "{\"type\":\"file\",\"size\":3,\"path\":\"small.bin\",\"oid\":\"" + COMMIT + "\"}";
    private static final String UNTOLD = "{\"type\":\"file\",\"path\":\"untold.bin\"}";

    private final FaultServer hub = new FaultServer();
    private final Progress progress = new Progress();

    @TempDir
    Path folder;

    @AfterEach
    void stop() throws IOException {
        hub.close();
    }

    private void serve(String revision, String tree) {
        hub.on(API + "revision/main", document(revision)).on(API + "tree/" + COMMIT, document(tree));
    }

    private static FaultServer.Behaviour document(String text) {
        return (asked, out) -> {
            boolean known = asked.header("if-none-match").equals("\"1\"");
            (known
                            ? FaultServer.status("304 Not Modified", "")
                            : FaultServer.whole(text.getBytes(StandardCharsets.UTF_8), "ETag: \"1\"\r\n"))
                    .answer(asked, out);
        };
    }

    private RecordingVisitor walk(String target) throws IOException {
        Map<String, String> environment = Map.of("HF_ENDPOINT", hub.url(""));
        RecordingVisitor visitor = new RecordingVisitor();
        try (RemoteClient client = new RemoteClient(RemoteOptions.of(environment, folder), progress)) {
            ResponseCache cache =
                    new ResponseCache(Optional.of(folder.resolve("documents")), 1L << 30, InstantSource.system());
            Documents documents = new Documents(client, cache);
            HuggingFaceConnector connector = new HuggingFaceConnector(client, documents, environment, folder);
            assertThat(connector.accepts(target)).isTrue();
            connector.walk(target, Clock.endless(), visitor);
            for (Artifact artifact : visitor.artifacts) {
                open(artifact);
            }
        }
        return visitor;
    }

    private static void open(Artifact artifact) throws IOException {
        Budget budget = new Budget(Limits.DEFAULT, Clock.endless(), Leaks.memory(1 << 20), artifact.sizeBytes());
        try (ByteSource source = artifact.opener().open(budget)) {
            assertThat(source.read(0, ByteBuffer.allocate(10))).isEqualTo(3);
        }
    }

    @Test
    void filesHaveTheDigestsThatTheHubLists() throws IOException {
        serve("{\"a\":{\"sha\":\"x\"},\"sha\":\"" + COMMIT + "\"}", "[" + LARGE + "," + SMALL + "," + UNTOLD + "]");
        for (String path : List.of("d/large.bin", "small.bin", "untold.bin")) {
            hub.on("/org/name/resolve/" + COMMIT + "/" + path, FaultServer.ranges(new byte[3], "t"));
        }
        List<Artifact> artifacts = walk("hf://org/name").artifacts;
        assertThat(artifacts)
                .extracting(each -> each.at().path())
                .containsExactly("d/large.bin", "small.bin", "untold.bin");
        assertThat(artifacts.get(0).identity()).isInstanceOfSatisfying(RemoteIdentity.class, large -> {
            assertThat(large.sha256().hex()).isEqualTo("ab".repeat(32));
            assertThat(large.validator()).isEqualTo("sha256:" + "ab".repeat(32));
        });
        assertThat(artifacts.get(1).identity())
                .isInstanceOfSatisfying(
                        RemoteIdentity.class,
                        small -> assertThat(small.validator()).isEqualTo("git:" + COMMIT));
        assertThat(artifacts.get(2).identity()).isNull();
        assertThat(artifacts.get(0).opener().identity())
                .isEqualTo(artifacts.get(0).identity());
        assertThat(walk("hf://org/name/d").artifacts).hasSize(1);
        assertThat(walk("hf://org/name/small.bin").artifacts.getFirst().at().path())
                .isEmpty();
    }

    @Test
    void whatTheHubSendsMustBeWhatItLists() {
        serve("{\"sha\":\"" + COMMIT + "\"}", "[" + SMALL + "]");
        hub.on("/org/name/resolve/" + COMMIT + "/small.bin", FaultServer.whole(new byte[4], ""));
        assertThatThrownBy(() -> walk("hf://org/name"))
                .isInstanceOf(ChangedException.class)
                .hasMessage("the hub lists 3 bytes and sends 4");
        hub.on(
                "/org/name/resolve/" + COMMIT + "/small.bin",
                FaultServer.whole("<p>".getBytes(StandardCharsets.US_ASCII), "Content-Type: text/html\r\n"));
        assertThatThrownBy(() -> walk("hf://org/name")).isInstanceOf(UnsupportedException.class);
    }

    @Test
    void aNameThatLeadsElsewhereIsAGap() throws IOException {
        serve("{\"sha\":\"" + COMMIT + "\"}", "[{\"type\":\"file\",\"path\":\"../../x\",\"size\":1}]");
        RecordingVisitor visitor = walk("hf://org/name");
        assertThat(visitor.artifacts).isEmpty();
        assertThat(visitor.gaps)
                .singleElement()
                .satisfies(gap -> assertThat(gap.kind()).isEqualTo(GapKind.MALFORMED));
    }

    @Test
    void aDamagedDocumentIsAskedForAgain() throws IOException {
        serve("{\"sha\":\"" + COMMIT + "\"}", "[]");
        walk("hf://org/name");
        walk("hf://org/name");
        assertThat(hub.asked()).hasSize(3);
        try (var kept = Files.list(folder.resolve("documents"))) {
            for (Path file : kept.toList()) {
                byte[] bytes = Files.readAllBytes(file);
                bytes[bytes.length - 1] ^= 1;
                Files.write(file, bytes);
            }
        }
        walk("hf://org/name");
        assertThat(hub.asked()).hasSize(5);
    }

    @Test
    void aListingThatIsTooLargeOrNoneIsRefused() {
        hub.on(API + "revision/main", FaultServer.whole(new byte[33 << 20], ""));
        assertThatThrownBy(() -> walk("hf://org/name"))
                .isInstanceOf(UnreachableException.class)
                .hasMessageContaining("for a listing");
        serve("{\"sha\":\"" + COMMIT + "\"}", "{}");
        assertThatThrownBy(() -> walk("hf://org/name"))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("no listing");
        assertThatThrownBy(() -> walk("hf://org/../name")).isInstanceOf(UnreachableException.class);
    }

    private static FaultServer.Behaviour page(String text, String next) {
        return FaultServer.whole(
                text.getBytes(StandardCharsets.UTF_8), "ETag: \"1\"\r\nLink: <?" + next + ">; rel=\"next\"\r\n");
    }

    @Test
    void aPageOfFoldersOnlyIsNotTheLast() throws IOException {
        serve("{\"sha\":\"" + COMMIT + "\"}", "");
        String folders = "[{\"type\":\"directory\",\"path\":\"d\",\"oid\":\"x\",\"size\":0}]";
        FaultServer.Behaviour last = document("[" + SMALL + "]");
        hub.on(
                API + "tree/" + COMMIT,
                (asked, out) -> (asked.path().contains("cursor=2") ? last : page(folders, "recursive=true&cursor=2"))
                        .answer(asked, out));
        hub.on("/org/name/resolve/" + COMMIT + "/small.bin", FaultServer.ranges(new byte[3], "t"));
        RecordingVisitor visitor = walk("hf://org/name");
        assertThat(visitor.gaps).isEmpty();
        assertThat(visitor.artifacts).hasSize(1);
    }

    /** In a circle, with pages of nothing, and with an address that grows. */
    @Test
    void aListingThatDoesNotEndIsAGap() throws IOException {
        serve("{\"sha\":\"" + COMMIT + "\"}", "");
        String untold = "[{\"type\":\"file\",\"path\":\"untold.bin\"}]";
        hub.on("/org/name/resolve/" + COMMIT + "/untold.bin", FaultServer.ranges(new byte[3], "t"));
        for (FaultServer.Behaviour endless : List.<FaultServer.Behaviour>of(
                page(untold, "cursor=same"),
                (asked, out) -> page("[]", "cursor=" + hub.asked().size()).answer(asked, out),
                page(untold, "cursor=" + "x".repeat(5_000)))) {
            hub.on(API + "tree/" + COMMIT, endless);
            RecordingVisitor visitor = walk("hf://org/name");
            assertThat(visitor.gaps)
                    .singleElement()
                    .satisfies(gap -> assertThat(gap.reason()).contains("does not come to an end"));
            try (var kept = Files.list(folder.resolve("documents"))) {
                for (Path file : kept.toList()) {
                    Files.delete(file);
                }
            }
        }
        assertThat(hub.asked()).hasSizeLessThan(20);
    }
}
