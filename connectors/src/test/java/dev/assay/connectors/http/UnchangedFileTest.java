package dev.assay.connectors.http;

import static dev.assay.connectors.remote.FaultServer.ranges;
import static dev.assay.connectors.remote.FaultServer.status;
import static dev.assay.connectors.remote.FaultServer.whole;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.connectors.remote.FaultServer;
import dev.assay.connectors.remote.FaultServer.Behaviour;
import dev.assay.connectors.remote.RecordingVisitor;
import dev.assay.connectors.remote.RemoteClient;
import dev.assay.connectors.remote.RemoteOptions;
import dev.assay.connectors.remote.ResponseCache;
import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.Buffers;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.Limits;
import dev.assay.engine.bytes.Memory;
import dev.assay.engine.scan.Artifact;
import dev.assay.engine.scan.Progress;
import java.io.IOException;
import java.nio.ByteBuffer;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file that was seen before. */
@Timeout(60)
class UnchangedFileTest {
    private static final byte[] BYTES = new byte[500_000];

    private final FaultServer server = new FaultServer();
    private Progress progress = new Progress();

    @TempDir
    Path home;

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    /** Walks, and reads what comes if that is wanted. */
    private Artifact walk(String path, boolean read) throws IOException {
        progress = new Progress();
        RecordingVisitor visitor = new RecordingVisitor();
        ResponseCache cache = new ResponseCache(Optional.of(home.resolve("kept")), 1L << 30, InstantSource.system());
        try (RemoteClient client = new RemoteClient(RemoteOptions.of(Map.of(), home), progress)) {
            new HttpConnector(client, cache).walk(server.url(path), Clock.endless(), visitor);
            Artifact artifact = visitor.artifacts.getFirst();
            if (read) {
                read(artifact);
            } else {
                artifact.opener().unused();
            }
            return artifact;
        }
    }

    private static void read(Artifact artifact) throws IOException {
        Budget budget =
                new Budget(Limits.DEFAULT, Clock.endless(), new Memory(1 << 20, new Buffers(1)), artifact.sizeBytes());
        try (ByteSource source = artifact.opener().open(budget)) {
            assertThat(source.read(0, ByteBuffer.allocate(10))).isEqualTo(10);
        }
    }

    private static Behaviour unlessKnown(String tag, Behaviour otherwise) {
        return (asked, out) -> (asked.header("if-none-match").equals(tag)
                        ? status("304 Not Modified", "ETag: " + tag + "\r\n")
                        : otherwise)
                .answer(asked, out);
    }

    @Test
    void costsOneConditionalRequestAndNoByte() throws IOException {
        server.on("/f", unlessKnown("\"v\"", ranges(BYTES, "v")));
        Artifact first = walk("/f", true);
        Artifact again = walk("/f", false);
        assertThat(progress.requests()).isEqualTo(1);
        assertThat(progress.bytesReceived()).isZero();
        assertThat(progress.bytesSaved()).isEqualTo(BYTES.length);
        assertThat(again.identity()).isNotNull().isEqualTo(first.identity());
        assertThat(again.opener().identity()).isEqualTo(first.identity());
        assertThat(again.sizeBytes()).isEqualTo(BYTES.length);
        assertThat(server.asked().getLast().headers())
                .containsEntry("range", "bytes=0-131071")
                .containsEntry("if-none-match", "\"v\"");
    }

    @Test
    void isReadByRangesWhereItsFactsAreGone() throws IOException {
        server.on("/f", unlessKnown("\"v\"", ranges(BYTES, "v")));
        walk("/f", false);
        Artifact again = walk("/f", true);
        assertThat(progress.requests()).isEqualTo(2);
        assertThat(server.asked().getLast().headers()).doesNotContainKey("if-none-match");
        assertThat(again.opener().identity()).isEqualTo(again.identity());
    }

    @Test
    void mayHaveChangedBetweenTheAnswerAndTheReading() throws IOException {
        server.on("/f", unlessKnown("\"v\"", ranges(BYTES, "v")));
        walk("/f", false);
        server.on("/f", unlessKnown("\"v\"", ranges(BYTES, "w")));
        Artifact again = walk("/f", true);
        assertThat(again.opener().identity()).isNotEqualTo(again.identity());
    }

    @Test
    void aNewVersionComesAtOnce() throws IOException {
        server.on("/f", unlessKnown("\"v\"", ranges(BYTES, "v")));
        Artifact first = walk("/f", true);
        server.on("/f", unlessKnown("\"w\"", ranges(BYTES, "w")));
        Artifact second = walk("/f", true);
        assertThat(progress.requests()).isEqualTo(1);
        assertThat(second.identity()).isNotEqualTo(first.identity());
        walk("/f", false);
        assertThat(progress.bytesReceived()).isZero();
    }

    @Test
    void conditionsThatAreIgnoredDoNoHarm() throws IOException {
        server.on("/parts", ranges(BYTES, "v")).on("/whole", whole(BYTES, "ETag: \"v\"\r\n"));
        for (String path : List.of("/parts", "/whole")) {
            Artifact first = walk(path, true);
            Artifact again = walk(path, true);
            assertThat(progress.requests()).isEqualTo(1);
            assertThat(again.identity()).isNotNull().isEqualTo(first.identity());
        }
    }

    /** Facts are bound to none of these, so that a condition would save nothing. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ETag: W/\"v\"\r\n",
                "Last-Modified: Wed, 25 Nov 2020 20:00:00 GMT\r\nDate: Wed, 25 Nov 2026 20:00:00 GMT\r\n",
                "ETag: \"v\"\r\nCache-Control: no-store\r\n",
                ""
            })
    void withoutAVersionThatHoldsItIsAskedForPlainly(String headers) throws IOException {
        server.on("/f", whole(BYTES, headers));
        walk("/f", true);
        walk("/f", true);
        assertThat(server.asked())
                .hasSize(2)
                .allSatisfy(
                        asked -> assertThat(asked.headers()).doesNotContainKeys("if-none-match", "if-modified-since"));
    }

    /** However long the server says it is: a scan is about what is there now. */
    @Test
    void isAskedAboutThoughItIsFresh() throws IOException {
        server.on("/f", whole(BYTES, "ETag: \"v\"\r\nCache-Control: max-age=9999, immutable\r\n"));
        walk("/f", true);
        server.on("/f", whole(BYTES, "ETag: \"w\"\r\n"));
        assertThat(walk("/f", true).identity().toString()).contains("\"w\"");
    }

    @Test
    void isNotAnothersFile() throws IOException {
        server.on("/f", unlessKnown("\"v\"", ranges(BYTES, "v")));
        walk("/f?X-Amz-Signature=one", true);
        walk("/f?X-Amz-Signature=two", false);
        assertThat(progress.bytesReceived())
                .as("another signature for the same")
                .isZero();
        Files.writeString(home.resolve(".netrc"), "machine 127.0.0.1 login me password hunter22\n");
        walk("/f", false);
        assertThat(server.asked().getLast().headers()).doesNotContainKey("if-none-match");
    }

    @Test
    void aRedirectToAnotherFileConfirmsNothing() throws IOException {
        server.on("/a", unlessKnown("\"v\"", ranges(BYTES, "v")));
        server.on("/b", unlessKnown("\"v\"", ranges(new byte[1_000], "v")));
        server.on("/f", status("302 Found", "Location: /a?Expires=1\r\n"));
        walk("/f", true);
        server.on("/f", status("302 Found", "Location: /a?Expires=2\r\n"));
        walk("/f", false);
        assertThat(progress.bytesReceived()).isZero();
        server.on("/f", status("302 Found", "Location: /b\r\n"));
        assertThat(walk("/f", true).sizeBytes()).isEqualTo(1_000);
    }
}
