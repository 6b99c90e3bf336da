package dev.assay.connectors.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.connectors.remote.FaultProxy.Fault;
import dev.assay.engine.bytes.BudgetExceededException;
import dev.assay.engine.bytes.Buffers;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.UnreachableException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ResourceHandler;
import org.eclipse.jetty.util.resource.ResourceFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files behind Jetty, with and without ranges, and with somebody on the way who does harm. */
@Timeout(60)
class RealServerTest {
    private static final byte[] BYTES = NetworkFixture.noise(3_000_000);

    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);
    private final ResourceHandler files = new ResourceHandler();

    @TempDir
    Path folder;

    private NetworkFixture net;

    @BeforeEach
    void write() throws IOException {
        net = new NetworkFixture(folder);
        Files.write(Files.createDirectory(folder.resolve("served")).resolve("f.bin"), BYTES);
        Files.createFile(folder.resolve("served/empty.bin"));
    }

    private void start(boolean ranges) throws Exception {
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        files.setBaseResource(ResourceFactory.of(files).newResource(folder.resolve("served")));
        files.setAcceptRanges(ranges);
        files.setEtags(true);
        server.setHandler(files);
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    private String url(String path) {
        return "http://127.0.0.1:" + connector.getLocalPort() + path;
    }

    @Test
    void rangesAreReadAtAFewPlacesOverOneConnection() throws Exception {
        start(true);
        assertThat(net.all(url("/f.bin"), BYTES.length)).isEqualTo(BYTES);
        long before = net.progress.bytesReceived();
        try (RemoteClient client = net.client();
                RemoteFile file = net.open(client, url("/f.bin"));
                ByteSource source = file.source(new Buffers(4))) {
            assertThat(source.seekable()).isTrue();
            ByteBuffer end = ByteBuffer.allocate(22);
            assertThat(source.read(BYTES.length - 22L, end)).isEqualTo(22);
            assertThat(end.array()).isEqualTo(java.util.Arrays.copyOfRange(BYTES, BYTES.length - 22, BYTES.length));
            assertThat(file.identity()).as("Jetty's tags are weak").isNull();
        }
        assertThat(net.progress.bytesReceived() - before).isLessThan(300_000);
        assertThat(net.all(url("/empty.bin"), 1)).isEmpty();
    }

    @Test
    void withoutRangesItIsStreamedOnce() throws Exception {
        start(false);
        assertThat(net.all(url("/f.bin"), BYTES.length)).isEqualTo(BYTES);
        assertThat(net.progress.requests()).isEqualTo(1);
        assertThat(net.all(url("/empty.bin"), 1)).isEmpty();
    }

    @Test
    void whatIsNotThereAndAListingOfAFolder() throws Exception {
        start(true);
        assertThatThrownBy(() -> net.all(url("/none.bin"), 1)).hasMessageContaining("HTTP 404");
        try (RemoteClient client = net.client();
                RemoteFile folder = net.open(client, url("/"))) {
            assertThat(folder.isPage()).isTrue();
        }
    }

    /** What a fault does to a whole file that has ranges. */
    record Survived(String name, IntFunction<Fault> faults) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static IntFunction<Fault> first(int number, Fault fault) {
        return connection -> connection < number ? fault : FaultProxy.none();
    }

    static Stream<Survived> survived() {
        return Stream.of(
                new Survived("cut after 200 KB, each", _ -> FaultProxy.cutAfter(200_000)),
                new Survived("reset after 200 KB, each", _ -> FaultProxy.resetAfter(200_000)),
                new Survived("cut before a word, twice", first(2, FaultProxy.cutAfter(0))),
                new Survived("reset within the head, twice", first(2, FaultProxy.resetAfter(30))),
                new Survived("cut within the head, twice", first(2, FaultProxy.cutAfter(100))),
                new Survived("a delay", _ -> FaultProxy.delay(300)),
                new Survived("in pieces of a kilobyte", _ -> FaultProxy.trickle(1024, 0)),
                new Survived(
                        "a status that is none, once", first(1, FaultProxy.replace("HTTP/1.1 206", "HTPT/1.1 206"))),
                new Survived("a server in trouble, once", first(1, FaultProxy.replace("206 Partial", "503 Partial"))));
    }

    @ParameterizedTest
    @MethodSource("survived")
    void whatPassesIsTriedAgain(Survived fault) throws Exception {
        start(true);
        try (FaultProxy proxy = new FaultProxy(connector.getLocalPort(), fault.faults())) {
            assertThat(net.all(proxy.url("/f.bin"), BYTES.length)).isEqualTo(BYTES);
            assertThat(proxy.connections()).isPositive();
        }
    }

    /** What a fault makes of a file, and what is said of it. */
    record Fatal(String name, boolean ranges, Fault fault, String reason) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Fatal> fatal() {
        return Stream.of(
                new Fatal("cut without ranges", false, FaultProxy.cutAfter(200_000), "cannot go on from there"),
                new Fatal("reset without ranges", false, FaultProxy.resetAfter(200_000), "cannot go on from there"),
                new Fatal("never a word", true, FaultProxy.cutAfter(0), "broke"),
                new Fatal("a delay beyond patience", true, FaultProxy.delay(3_000), "said nothing for 1 s"),
                new Fatal(
                        "no range told",
                        true,
                        FaultProxy.replace("Content-Range", "Content-Rnage"),
                        "without saying which part"),
                new Fatal(
                        "another range", true, FaultProxy.replace("bytes 0-131071", "bytes 1-131072"), "another range"),
                new Fatal(
                        "another length",
                        true,
                        FaultProxy.replace("Content-Length: 131072", "Content-Length: 131071"),
                        "another range"),
                new Fatal(
                        "an encoding",
                        true,
                        FaultProxy.replace("Accept-Ranges: bytes", "Content-Encoding: br"),
                        "encoding"),
                new Fatal("no HTTP", true, FaultProxy.replace("HTTP/1.1", "SMTP 1.1"), "rules of HTTP"));
    }

    @ParameterizedTest
    @MethodSource("fatal")
    void whatDoesNotPassEndsWithAReason(Fatal fatal) throws Exception {
        start(fatal.ranges());
        if (fatal.reason().contains("said nothing")) {
            net.silence = Duration.ofSeconds(1);
        }
        try (FaultProxy proxy = new FaultProxy(connector.getLocalPort(), _ -> fatal.fault())) {
            assertThatThrownBy(() -> net.all(proxy.url("/f.bin"), BYTES.length))
                    .isInstanceOf(UnreachableException.class)
                    .hasMessageContaining(fatal.reason());
        }
    }

    @Test
    void aTrickleEndsWithTheTime() throws Exception {
        start(true);
        net.clock = NetworkFixture.in(Duration.ofMillis(500));
        try (FaultProxy proxy = new FaultProxy(connector.getLocalPort(), _ -> FaultProxy.trickle(1, 100))) {
            assertThatThrownBy(() -> net.all(proxy.url("/f.bin"), BYTES.length))
                    .isInstanceOf(BudgetExceededException.class);
        }
    }
}
