package dev.assay.connectors.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.connectors.remote.FaultServer;
import dev.assay.connectors.remote.RecordingVisitor;
import dev.assay.connectors.remote.RemoteClient;
import dev.assay.connectors.remote.RemoteOptions;
import dev.assay.connectors.remote.ResponseCache;
import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.Leaks;
import dev.assay.engine.bytes.Limits;
import dev.assay.engine.bytes.UnreachableException;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.scan.Artifact;
import dev.assay.engine.scan.Progress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class HttpConnectorTest {
    private static final byte[] BYTES = new byte[500_000];

    private final FaultServer server = new FaultServer();
    private final Progress progress = new Progress();

    @TempDir
    Path home;

    private RemoteClient client;

    @BeforeEach
    void start() throws IOException {
        client = new RemoteClient(RemoteOptions.of(Map.of(), home), progress);
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        server.close();
    }

    private RecordingVisitor walk(String target) throws IOException {
        RecordingVisitor visitor = new RecordingVisitor();
        new HttpConnector(client, ResponseCache.none()).walk(target, Clock.endless(), visitor);
        return visitor;
    }

    private static int read(Artifact artifact) throws IOException {
        Budget budget = new Budget(Limits.DEFAULT, Clock.endless(), Leaks.memory(1 << 20), artifact.sizeBytes());
        try (ByteSource source = artifact.opener().open(budget)) {
            ByteBuffer into = ByteBuffer.allocate(1_000_000);
            while (source.read(into.position(), into) >= 0) {
                // to the end
            }
            return into.position();
        }
    }

    @Test
    void theWalkTellsTheSizeAndItsAnswerIsTheFirstThatIsRead() throws IOException {
        server.on("/f", FaultServer.ranges(BYTES, "v"));
        Artifact artifact = walk(server.url("/f?token=secret")).artifacts.getFirst();
        assertThat(artifact.sizeBytes()).isEqualTo(BYTES.length);
        assertThat(artifact.at().toString()).isEqualTo(server.url("/f?token=***"));
        assertThat(artifact.at().lastName()).isEqualTo("f");
        assertThat(read(artifact)).isEqualTo(BYTES.length);
        assertThat(read(artifact)).as("again").isEqualTo(BYTES.length);
        assertThat(artifact.identity()).isNotNull().isEqualTo(artifact.opener().identity());
        assertThat(server.asked().getFirst().header("range")).isEqualTo("bytes=0-131071");
    }

    /** More targets on one host than it may have connections: whoever is not wanted must not hold one. */
    @Test
    void whatNobodyOpensHoldsNoConnection() throws IOException {
        server.on("/f", FaultServer.whole(BYTES, ""));
        for (int i = 0; i < 30; i++) {
            walk(server.url("/f")).artifacts.getFirst().opener().unused();
        }
        assertThat(progress.requests()).isEqualTo(30);
    }

    @Test
    void aPageIsNoModelButAnHtmlFileIsItself() throws IOException {
        byte[] page = "\n<html>".getBytes(StandardCharsets.US_ASCII);
        for (String path : new String[] {"/model.pkl", "/model.html"}) {
            server.on(path, FaultServer.whole(page, "Content-Type: text/html\r\n"));
        }
        server.on("/real.pkl", FaultServer.whole(BYTES, "Content-Type: text/html\r\n"));
        assertThat(walk(server.url("/model.pkl")).gaps)
                .singleElement()
                .satisfies(gap -> assertThat(gap.kind()).isEqualTo(GapKind.UNSUPPORTED));
        assertThat(walk(server.url("/model.html")).artifacts).hasSize(1);
        Artifact real = walk(server.url("/real.pkl")).artifacts.getFirst();
        assertThat(read(real)).as("what was looked at is still there").isEqualTo(BYTES.length);
    }

    @Test
    void whatIsNoAddressIsSaidWithoutRepeatingIt() {
        HttpConnector connector = new HttpConnector(client, ResponseCache.none());
        assertThat(connector.accepts("http://h:99999/x?token=s")).isTrue();
        assertThat(connector.label("http://h:99999/secret")).isEqualTo("http://***");
        assertThatThrownBy(() -> walk("http://h:99999/secret")).isInstanceOf(UnreachableException.class);
        assertThat(connector.accepts("ftp://h/x")).isFalse();
    }
}
