package dev.assay.connectors.remote;

import static dev.assay.connectors.remote.FaultServer.head;
import static dev.assay.connectors.remote.FaultServer.ranges;
import static dev.assay.connectors.remote.FaultServer.status;
import static dev.assay.connectors.remote.FaultServer.whole;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.connectors.remote.FaultServer.Behaviour;
import dev.assay.engine.bytes.BudgetExceededException;
import dev.assay.engine.bytes.Buffers;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.ChangedException;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.UnreachableException;
import dev.assay.engine.scan.Progress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class RemoteFileTest {
    private static final byte[] BYTES = new byte[3_000_000];

    static {
        new Random(1).nextBytes(BYTES);
    }

    private final FaultServer server = new FaultServer();
    private final Progress progress = new Progress();
    private final Map<String, String> environment = new HashMap<>();
    private Clock clock = Clock.endless();
    private boolean allowPrivate;
    private boolean offline;

    @TempDir
    Path home;

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private RemoteClient client() throws IOException {
        return new RemoteClient(
                new RemoteOptions(
                        offline,
                        allowPrivate,
                        Optional.empty(),
                        10,
                        5,
                        2,
                        Duration.ofMillis(1),
                        Duration.ofSeconds(2),
                        environment,
                        home,
                        "assay"),
                progress);
    }

    private byte[] all(String path) throws IOException {
        return all(path, BYTES.length);
    }

    private byte[] all(String path, int most) throws IOException {
        try (RemoteClient client = client();
                ByteSource source = open(client, server.url(path)).source(new Buffers(4))) {
            ByteBuffer into = ByteBuffer.allocate(most + 1);
            for (int n = 0; n >= 0 && into.hasRemaining(); ) {
                n = source.read(into.position(), into);
            }
            return Arrays.copyOf(into.array(), into.position());
        }
    }

    private RemoteFile open(RemoteClient client, String url) throws IOException {
        return RemoteFile.open(client, RemoteRequest.named(HttpUrl.get(url), null), clock);
    }

    @Test
    void aFileWithRangesIsReadFromStartToEndInFewRequests() throws IOException {
        server.on("/f", ranges(BYTES, "v1"));
        assertThat(all("/f")).isEqualTo(BYTES);
        assertThat(progress.requests()).isLessThanOrEqualTo(7);
        assertThat(progress.bytesReceived()).isEqualTo(BYTES.length);
    }

    @Test
    void anyReadsInAnyOrderGiveTheBytesThatAreThere() throws IOException {
        server.on("/f", ranges(BYTES, "v1"));
        Random random = new Random(7);
        try (RemoteClient client = client();
                ByteSource source = open(client, server.url("/f")).source(new Buffers(4))) {
            assertThat(source.seekable()).isTrue();
            assertThat(source.sizeBytes()).isEqualTo(BYTES.length);
            long position = 0;
            for (int i = 0; i < 2_000; i++) {
                position = random.nextInt(4) == 0 ? random.nextInt(BYTES.length + 10) : position;
                ByteBuffer into = ByteBuffer.allocate(1 + random.nextInt(200_000));
                int n = source.read(position, into);
                if (position >= BYTES.length) {
                    assertThat(n).isEqualTo(-1);
                    position = 0;
                    continue;
                }
                assertThat(n).isPositive();
                int from = (int) position;
                assertThat(Arrays.equals(into.array(), 0, n, BYTES, from, from + n))
                        .isTrue();
                position += n;
            }
        }
    }

    @Test
    void aFewPlacesCostLittleMoreThanThesePlaces() throws IOException {
        byte[] large = new byte[20_000_000];
        server.on("/f", ranges(large, "v1"));
        try (RemoteClient client = client();
                ByteSource source = open(client, server.url("/f")).source(new Buffers(4))) {
            ByteBuffer block = ByteBuffer.allocate(Buffers.SIZE_BYTES);
            for (long at : new long[] {0, large.length - 65_557, large.length - 22, 5_000_000, 10_000_000, 5_000_100}) {
                assertThat(source.read(at, block.clear())).isPositive();
            }
        }
        assertThat(progress.requests()).isEqualTo(4);
        assertThat(progress.bytesReceived()).isLessThan(400_000);
    }

    @Test
    void withoutRangesItIsAStream() throws IOException {
        server.on("/f", whole(BYTES, ""));
        assertThat(all("/f")).isEqualTo(BYTES);
        assertThat(progress.requests()).isEqualTo(1);
    }

    @Test
    void anEmptyFileIsEmpty() throws IOException {
        server.on("/200", whole(new byte[0], ""));
        server.on("/416", status("416 Range Not Satisfiable", "Content-Range: bytes */0\r\n"));
        assertThat(all("/200")).isEmpty();
        assertThat(all("/416")).isEmpty();
    }

    @Test
    void aBrokenBodyIsTakenUpWhereItBroke() throws IOException {
        Behaviour honest = ranges(BYTES, "v1");
        server.on("/f", (asked, out) -> {
            if (asked.number() % 2 == 1) {
                honest.answer(asked, out);
                return;
            }
            int from = asked.from();
            int to = asked.to(BYTES.length);
            head(
                    out,
                    "206 Partial Content",
                    "ETag: \"v1\"\r\nContent-Range: bytes " + from + "-" + (to - 1) + "/" + BYTES.length
                            + "\r\nContent-Length: " + (to - from) + "\r\n");
            out.write(BYTES, from, (to - from) / 2);
        });
        assertThat(all("/f")).isEqualTo(BYTES);
        assertThat(server.asked())
                .allSatisfy(asked -> assertThat(asked.header("accept-encoding")).isEqualTo("identity"));
        assertThat(server.asked().get(1).header("if-range")).isEqualTo("\"v1\"");
    }

    @Test
    void itIsAskedAgainAfterA503AndAfterARefusal() throws IOException {
        Behaviour honest = ranges(BYTES, "v1");
        server.on("/f", (asked, out) -> {
            switch (asked.number()) {
                case 0 ->
                    status("503 Service Unavailable", "Retry-After: 0\r\n").answer(asked, out);
                case 1 -> out.flush(); // closes without a word
                default -> honest.answer(asked, out);
            }
        });
        assertThat(all("/f")).isEqualTo(BYTES);
    }

    @Test
    void whatTheServerAsksToWaitForIsNotLongerThanThereIsTime() {
        server.on("/f", status("429 Too Many Requests", "Retry-After: 86400\r\n"));
        clock = new Clock(System.nanoTime() + Duration.ofSeconds(20).toNanos(), new AtomicBoolean());
        assertThatThrownBy(() -> all("/f"))
                .isInstanceOf(UnreachableException.class)
                .hasMessageContaining("wants us to wait for 86400 s");
        assertThat(server.asked()).hasSize(1);
    }

    /** What a server does, and what is said of it. */
    record Fault(String name, Behaviour behaviour, Class<? extends Exception> kind, String reason) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Behaviour after(Behaviour first, Behaviour then) {
        return (asked, out) -> (asked.number() == 0 ? first : then).answer(asked, out);
    }

    private static Behaviour partial(String headers, byte[] body) {
        return (asked, out) -> {
            head(out, "206 Partial Content", headers);
            out.write(body);
        };
    }

    private static Behaviour raw(String text) {
        return (asked, out) -> out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    static Stream<Fault> faults() {
        Behaviour honest = ranges(BYTES, "v1");
        byte[] block = new byte[131_072];
        return Stream.of(
                new Fault("404", status("404 No", ""), UnreachableException.class, "HTTP 404"),
                new Fault("401", status("401 No", ""), UnreachableException.class, "asks for a login"),
                new Fault("403", status("403 No", ""), UnreachableException.class, "forbids it"),
                new Fault("410", status("410 No", ""), UnreachableException.class, "any more"),
                new Fault("always 503", status("503 No", ""), UnreachableException.class, "HTTP 503"),
                new Fault("204", status("204 No", ""), UnreachableException.class, "gives no content"),
                new Fault("garbage", raw("\u0001\u0002rubbish\r\n\r\n"), UnreachableException.class, "rules of HTTP"),
                new Fault("silence", (asked, out) -> sleep(5_000), UnreachableException.class, "said nothing for 2 s"),
                new Fault("closes", raw(""), UnreachableException.class, "the connection to 127.0.0.1 broke"),
                new Fault(
                        "too many headers",
                        raw("HTTP/1.1 200 OK\r\nX: " + "x".repeat(1 << 20) + "\r\n\r\n"),
                        UnreachableException.class,
                        "127.0.0.1"),
                new Fault("another version", after(honest, ranges(BYTES, "v2")), ChangedException.class, "version"),
                new Fault(
                        "another size",
                        after(honest, ranges(new byte[2_000_000], "v1")),
                        ChangedException.class,
                        "its size was 3000000 bytes and is 2000000 now"),
                new Fault("200 for a range", after(honest, whole(BYTES, "")), ChangedException.class, "version"),
                new Fault("gone", after(honest, status("404 No", "")), UnreachableException.class, "HTTP 404"),
                new Fault("416", after(honest, status("416 No", "")), UnreachableException.class, "refuses the range"),
                new Fault(
                        "another range",
                        after(
                                honest,
                                partial(
                                        "ETag: \"v1\"\r\nContent-Range: bytes 0-131071/3000000\r\nContent-Length: 131072\r\n",
                                        block)),
                        UnreachableException.class,
                        "another range"),
                new Fault(
                        "no range told",
                        partial("Content-Length: 5\r\n", new byte[5]),
                        UnreachableException.class,
                        "part"),
                new Fault(
                        "nonsense for a range",
                        partial("Content-Range: bytes 9-5/99999999999999999999\r\nContent-Length: 5\r\n", new byte[5]),
                        UnreachableException.class,
                        "part"),
                new Fault(
                        "longer than its range",
                        partial(
                                "Content-Range: bytes 0-131071/3000000\r\nContent-Length: 999999\r\n",
                                new byte[999_999]),
                        UnreachableException.class,
                        "another range"),
                new Fault(
                        "chunks beyond its range",
                        partial(
                                "Content-Range: bytes 0-4/5\r\nTransfer-Encoding: chunked\r\n",
                                "6\r\nsixsix\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII)),
                        UnreachableException.class,
                        "more bytes than it told"),
                new Fault(
                        "always cut",
                        partial("Content-Range: bytes 0-131071/3000000\r\nContent-Length: 131072\r\n", new byte[0]),
                        UnreachableException.class,
                        "at byte 0"),
                new Fault(
                        "shorter than told, without ranges",
                        (asked, out) -> head(out, "200 OK", "Content-Length: 77\r\n"),
                        UnreachableException.class,
                        "cannot go on from there"),
                new Fault(
                        "an encoding",
                        whole(new byte[10], "Content-Encoding: br\r\n"),
                        UnreachableException.class,
                        "encoding that was not asked for"),
                new Fault("in a circle", redirect("/f"), UnreachableException.class, "more than 10 times"),
                new Fault("nowhere", status("302 Found", ""), UnreachableException.class, "no http address"),
                new Fault("to a file", redirect("file:///etc/passwd"), UnreachableException.class, "no http address"),
                new Fault("with a login", redirect("http://u:p@127.0.0.2/"), UnreachableException.class, "password"),
                new Fault("to metadata", redirect("http://169.254.169.254/"), UnreachableException.class, "private"),
                new Fault("to another port", redirect("http://127.0.0.1:1/"), UnreachableException.class, "private"),
                new Fault("to a short form", redirect("http://127.1:1/"), UnreachableException.class, "private"),
                new Fault("to a number", redirect("http://2130706433:1/"), UnreachableException.class, "private"),
                new Fault("to a name", redirect("http://localhost:1/"), UnreachableException.class, "private"),
                new Fault("mapped", redirect("http://[::ffff:10.0.0.1]/"), UnreachableException.class, "private"),
                new Fault("unique-local", redirect("http://[fd00:ec2::254]/"), UnreachableException.class, "private"));
    }

    private static Behaviour redirect(String to) {
        return status("302 Found", "Location: " + to + "\r\n");
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("faults")
    void whateverAServerDoesEndsWithAReason(Fault fault) {
        server.on("/f", fault.behaviour());
        assertThatThrownBy(() -> all("/f")).isInstanceOf(fault.kind()).hasMessageContaining(fault.reason());
    }

    @Test
    void anEndlessBodyAndATrickleEndWithTheTime() {
        server.on("/endless", (asked, out) -> {
            head(out, "200 OK", "");
            while (true) {
                out.write(BYTES);
            }
        });
        server.on("/trickle", (asked, out) -> {
            head(out, "200 OK", "Content-Length: 1000000\r\n");
            while (true) {
                out.write(1);
                out.flush();
                sleep(100);
            }
        });
        for (String path : List.of("/endless", "/trickle")) {
            clock = new Clock(System.nanoTime() + Duration.ofMillis(500).toNanos(), new AtomicBoolean());
            assertThatThrownBy(() -> {
                        while (true) {
                            all(path, 1 << 20);
                            clock.check();
                        }
                    })
                    .isInstanceOf(BudgetExceededException.class);
        }
    }

    @Test
    void aCancelledReadEndsAtOnce() throws Exception {
        server.on("/f", (asked, out) -> sleep(30_000));
        AtomicBoolean cancelled = new AtomicBoolean();
        clock = new Clock(System.nanoTime() + Duration.ofHours(1).toNanos(), cancelled);
        Thread canceller = Thread.ofVirtual().start(() -> {
            sleep(200);
            cancelled.set(true);
        });
        assertThatThrownBy(() -> all("/f")).isInstanceOf(BudgetExceededException.class);
        canceller.join();
    }

    @Test
    void aRedirectIsFollowedOnceAndRememberedForLaterRanges() throws IOException {
        allowPrivate = true;
        try (FaultServer other = new FaultServer()) {
            other.on("/g", ranges(BYTES, "v1"));
            server.on("/f", status("302 Found", "Location: " + other.url("/g") + "\r\n"));
            assertThat(all("/f")).isEqualTo(BYTES);
            assertThat(server.asked()).hasSize(1);
        }
    }

    @Test
    void anAddressThatIsOpenForAWhileIsAskedForAnew() throws IOException {
        allowPrivate = true;
        try (FaultServer other = new FaultServer()) {
            Behaviour honest = ranges(BYTES, "v1");
            other.on(
                    "/g",
                    (asked, out) -> (asked.number() == 1 ? status("403 Expired", "") : honest).answer(asked, out));
            server.on("/f", status("302 Found", "Location: " + other.url("/g") + "\r\n"));
            assertThat(all("/f")).isEqualTo(BYTES);
            assertThat(server.asked()).hasSize(2);
        }
    }

    @Test
    void credentialsGoToTheirOwnHostOnly() throws IOException {
        allowPrivate = true;
        Files.writeString(
                home.resolve(".netrc"),
                "machine 127.0.0.1 login me password \"se cret\"\ndefault login x password y\n");
        try (FaultServer other = new FaultServer()) {
            other.on("/g", ranges(BYTES, "v1"));
            server.on("/f", status("302 Found", "Location: " + other.url("/g") + "\r\n"));
            assertThat(all("/f")).isEqualTo(BYTES);
            assertThat(server.asked().getFirst().header("authorization")).isEqualTo("Basic bWU6c2UgY3JldA==");
            assertThat(other.asked())
                    .isNotEmpty()
                    .allSatisfy(asked -> assertThat(asked.headers()).doesNotContainKey("authorization"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"v\u00e9", "v\u0001", "v\u007f"})
    void aTagThatNoRequestCanCarryIsNone(String tag) throws IOException {
        server.on("/f", ranges(BYTES, tag));
        assertThat(all("/f")).isEqualTo(BYTES);
        try (RemoteClient client = client();
                RemoteFile file = open(client, server.url("/f"))) {
            assertThat(file.identity()).isNull();
        }
    }

    @Test
    void aHostInNetrcIsTheSameInCapitals() throws IOException {
        Files.writeString(home.resolve(".netrc"), "machine LocalHost login me password secret\n");
        try (RemoteClient client = client()) {
            RemoteRequest request = RemoteRequest.named(HttpUrl.get("http://LOCALHOST/f"), null);
            assertThat(client.authorization(request)).isEqualTo("Basic bWU6c2VjcmV0");
        }
    }

    /** Below zero, beyond all numbers, and two at once, of which another client takes the other. */
    @ParameterizedTest
    @ValueSource(
            strings = {"-5", "99999999999999999999999", "9223372036854775807", "0x10", "", "4\r\nContent-Length: 5"})
    void aLengthThatIsNoneBreaksTheRules(String length) {
        server.on("/f", (asked, out) -> {
            head(out, "200 OK", "Content-Length: " + length + "\r\n");
            out.write(new byte[5]);
        });
        assertThatThrownBy(() -> all("/f"))
                .isInstanceOf(UnreachableException.class)
                .hasMessage("127.0.0.1 breaks the rules of HTTP");
    }

    @Test
    void aLengthThatIsToldTwiceIsOne() throws IOException {
        server.on("/f", whole(BYTES, "Content-Length: " + BYTES.length + "\r\n"));
        assertThat(all("/f")).isEqualTo(BYTES);
    }

    @Test
    void aProxyIsAskedForWhatIsNotExcepted() throws IOException {
        environment.put("http_proxy", "http://user:pass@127.0.0.1:" + server.port());
        server.on("http://models.example/f", ranges(BYTES, "v1"));
        try (RemoteClient client = client();
                RemoteFile file = open(client, "http://models.example/f")) {
            assertThat(file.sizeBytes()).isEqualTo(BYTES.length);
        }
        environment.put("NO_PROXY", "other.example,.example");
        try (RemoteClient client = client()) {
            assertThatThrownBy(() -> open(client, "http://models.example/f"))
                    .hasMessage("no address is known for models.example");
        }
    }

    @Test
    void offlineIsAbsolute() {
        offline = true;
        server.on("/f", ranges(BYTES, "v1"));
        assertThatThrownBy(() -> all("/f"))
                .isInstanceOf(UnreachableException.class)
                .hasMessageContaining("--offline");
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void onlyAStrongTagIsAnIdentity() throws IOException {
        server.on("/strong", ranges(BYTES, "v1"));
        server.on("/weak", whole(BYTES, "ETag: W/\"v1\"\r\n"));
        server.on("/none", whole(BYTES, "Last-Modified: Wed, 25 Nov 2026 20:00:00 GMT\r\n"));
        try (RemoteClient client = client();
                RemoteFile strong = open(client, server.url("/strong?X-Amz-Signature=abc&v=1"));
                RemoteFile weak = open(client, server.url("/weak"));
                RemoteFile none = open(client, server.url("/none"))) {
            assertThat(strong.identity().validator()).isEqualTo("\"v1\"");
            assertThat(strong.identity().url()).endsWith("/strong?v=1");
            assertThat(weak.identity()).isNull();
            assertThat(none.identity()).isNull();
        }
    }
}
