package dev.assay.connectors.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.engine.bytes.UnreachableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP/2 over TLS, as hubs and stores speak it. */
@Timeout(60)
class Http2Test {
    private static final byte[] BYTES = NetworkFixture.noise(1_500_000);
    private static final int PROTOCOL_ERROR = 1;
    private static final int INTERNAL_ERROR = 2;
    private static final int REFUSED_STREAM = 7;

    private final MockWebServer server = new MockWebServer();
    private final List<RecordedRequest> asked = new ArrayList<>();

    @TempDir
    Path home;

    private NetworkFixture net;

    /** What harms one answer. */
    private interface Harm {
        void to(MockResponse.Builder response);
    }

    @BeforeEach
    void start() throws IOException {
        net = new NetworkFixture(home);
        HeldCertificate authority =
                new HeldCertificate.Builder().certificateAuthority(0).build();
        HeldCertificate own = new HeldCertificate.Builder()
                .addSubjectAlternativeName("localhost")
                .addSubjectAlternativeName("127.0.0.1")
                .signedBy(authority)
                .build();
        server.useHttps(
                new HandshakeCertificates.Builder().heldCertificate(own).build().sslSocketFactory());
        net.caFile = Optional.of(Files.writeString(home.resolve("ca.pem"), authority.certificatePem()));
        serve((number) -> response -> {});
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private interface Harms {
        Harm of(int number);
    }

    private void serve(Harms harms) throws IOException {
        server.setDispatcher(new Dispatcher() {
            /** Where the server takes from what is to happen instead of an answer. */
            @Override
            public MockResponse peek() {
                MockResponse.Builder response = new MockResponse.Builder();
                harms.of(asked().size()).to(response);
                return response.build();
            }

            @Override
            public MockResponse dispatch(RecordedRequest request) {
                int number;
                synchronized (asked) {
                    number = asked.size();
                    asked.add(request);
                }
                MockResponse.Builder response = part(request);
                harms.of(number).to(response);
                return response.build();
            }
        });
        if (!server.getStarted()) {
            server.start();
        }
    }

    private static MockResponse.Builder part(RecordedRequest request) {
        String range = String.valueOf(request.getHeaders().get("Range"));
        int dash = range.indexOf('-');
        int from = Integer.parseInt(range.substring("bytes=".length(), dash));
        int to = Math.min(Integer.parseInt(range.substring(dash + 1)) + 1, BYTES.length);
        return new MockResponse.Builder()
                .code(206)
                .addHeader("ETag", "\"v\"")
                .addHeader("Content-Range", "bytes " + from + "-" + (to - 1) + "/" + BYTES.length)
                .body(new Buffer().write(BYTES, from, to - from));
    }

    private String url() {
        return server.url("/f").toString();
    }

    private List<RecordedRequest> asked() {
        synchronized (asked) {
            return List.copyOf(asked);
        }
    }

    @Test
    void manyFilesAtOnceShareOneConnection() throws Exception {
        serve(number -> response -> response.headersDelay(20, TimeUnit.MILLISECONDS));
        try (RemoteClient client = net.client();
                ExecutorService threads = Executors.newFixedThreadPool(10)) {
            assertThat(net.all(client, url(), BYTES.length)).isEqualTo(BYTES);
            List<Callable<byte[]>> readings = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                readings.add(() -> net.all(client, url(), BYTES.length));
            }
            for (Future<byte[]> read : threads.invokeAll(readings)) {
                assertThat(read.get()).isEqualTo(BYTES);
            }
        }
        assertThat(asked()).hasSizeGreaterThan(80).allSatisfy(request -> {
            assertThat(request.getVersion()).isEqualTo("HTTP/2");
            assertThat(request.getConnectionIndex()).isZero();
        });
    }

    /** The server says that it goes away, and goes. */
    @Test
    void aBodyThatEndsWithTheConnectionIsTakenUpOnAnother() throws IOException {
        serve(number -> response -> {
            if (number == 1) {
                response.onResponseBody(SocketEffect.ShutdownConnection.INSTANCE);
            } else if (number == 2) {
                response.onResponseBody(new SocketEffect.CloseSocket());
            }
        });
        assertThat(net.all(url(), BYTES.length)).isEqualTo(BYTES);
        assertThat(asked())
                .allSatisfy(request -> assertThat(request.getVersion()).isEqualTo("HTTP/2"));
        assertThat(asked().stream()
                        .mapToInt(RecordedRequest::getConnectionIndex)
                        .max()
                        .orElse(0))
                .isPositive();
    }

    @ParameterizedTest
    @ValueSource(ints = {PROTOCOL_ERROR, INTERNAL_ERROR, REFUSED_STREAM})
    void aStreamThatIsResetIsAskedForAgain(int code) throws IOException {
        serve(number -> response -> {
            if (number == 0) {
                response.onResponseStart(new SocketEffect.CloseStream(code));
            } else if (number == 2) {
                response.onResponseBody(new SocketEffect.CloseStream(code));
            }
        });
        assertThat(net.all(url(), BYTES.length)).isEqualTo(BYTES);
        assertThat(asked().stream()
                        .filter(request -> request.getHeaders().get("Range").startsWith("bytes=0-")))
                .as("the first range")
                .hasSizeGreaterThan(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {INTERNAL_ERROR, REFUSED_STREAM})
    void oneThatIsAlwaysResetIsGivenUp(int code) throws IOException {
        serve(number -> response -> response.onResponseStart(new SocketEffect.CloseStream(code)));
        assertThatThrownBy(() -> net.all(url(), BYTES.length))
                .isInstanceOf(UnreachableException.class)
                .hasMessageContaining("connection to localhost broke");
        assertThat(asked()).hasSizeGreaterThanOrEqualTo(3).hasSizeLessThan(20);
    }

    @Test
    void aStreamThatStallsIsSilence() throws IOException {
        net.silence = Duration.ofSeconds(1);
        serve(number -> response -> response.onResponseBody(SocketEffect.Stall.INSTANCE));
        assertThatThrownBy(() -> net.all(url(), BYTES.length))
                .isInstanceOf(UnreachableException.class)
                .hasMessageContaining("said nothing for 1 s");
    }

    /** Whoever leaves a range in the middle ends its stream, and not the connection of the others. */
    @Test
    void readingElsewhereLeavesTheConnectionOpen() throws IOException {
        try (RemoteClient client = net.client()) {
            for (int i = 0; i < 5; i++) {
                try (RemoteFile file = net.open(client, url())) {
                    assertThat(file.sizeBytes()).isEqualTo(BYTES.length);
                }
            }
        }
        assertThat(asked())
                .hasSize(5)
                .allSatisfy(request -> assertThat(request.getConnectionIndex()).isZero());
    }
}
