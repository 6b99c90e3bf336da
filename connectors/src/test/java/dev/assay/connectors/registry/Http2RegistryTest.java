package dev.assay.connectors.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.connectors.registry.FakeRegistries.Published;
import dev.assay.connectors.remote.Documents;
import dev.assay.connectors.remote.RemoteClient;
import dev.assay.connectors.remote.RemoteOptions;
import dev.assay.connectors.remote.ResponseCache;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.fact.RegistryRecord;
import dev.assay.engine.fact.RegistryRecord.Existence;
import dev.assay.engine.scan.Progress;
import dev.assay.engine.scan.Registries.Detail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A registry that speaks HTTP/2, as the public ones do. */
@Timeout(60)
class Http2RegistryTest {
    @TempDir
    Path home;

    @Test
    void manyPackagesShareOneConnection() throws Exception {
        HeldCertificate own = new HeldCertificate.Builder()
                .addSubjectAlternativeName("localhost")
                .addSubjectAlternativeName("127.0.0.1")
                .build();
        ConcurrentLinkedQueue<RecordedRequest> asked = new ConcurrentLinkedQueue<>();
        try (FakeRegistries fake = new FakeRegistries();
                MockWebServer server = new MockWebServer()) {
            server.useHttps(new HandshakeCertificates.Builder()
                    .heldCertificate(own)
                    .build()
                    .sslSocketFactory());
            server.setDispatcher(new Dispatcher() {
                @Override
                public MockResponse dispatch(RecordedRequest request) {
                    asked.add(request);
                    String body = fake.reply(
                            "/npm" + request.getUrl().encodedPath(),
                            request.getHeaders().get("Accept"));
                    return new MockResponse.Builder()
                            .code(200)
                            .headersDelay(20, TimeUnit.MILLISECONDS)
                            .body(body)
                            .build();
                }
            });
            server.start();
            Path authority = Files.writeString(home.resolve("ca.pem"), own.certificatePem());
            ask(fake, server, authority);
        }
        assertThat(asked).hasSize(60).allSatisfy(request -> {
            assertThat(request.getVersion()).isEqualTo("HTTP/2");
            assertThat(request.getConnectionIndex()).isEqualTo(asked.element().getConnectionIndex());
        });
    }

    private void ask(FakeRegistries fake, MockWebServer server, Path authority) throws Exception {
        RemoteOptions options = new RemoteOptions(
                false,
                false,
                Optional.of(authority),
                10,
                5,
                1,
                Duration.ofMillis(1),
                Duration.ofSeconds(20),
                Map.of(),
                home,
                "assay");
        try (RemoteClient client = new RemoteClient(options, new Progress());
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            RegistryClient registries = new RegistryClient(
                    client,
                    new Documents(client, ResponseCache.none()),
                    new RegistryOptions(
                            Map.of("npm", server.url("/")),
                            10,
                            RegistryOptions.FRESH,
                            RegistryOptions.TIMEOUT,
                            "test"));
            List<Future<RegistryRecord>> all = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                String name = "thing-" + i;
                fake.publish("npm", name, Published.established("ann", "https://github.com/ann/thing"));
                if (i == 0) {
                    var _ = ask(registries, name); // several at first would each begin to connect
                } else {
                    all.add(threads.submit(() -> ask(registries, name)));
                }
            }
            for (Future<RegistryRecord> each : all) {
                assertThat(each.get().existence()).isEqualTo(Existence.EXISTS);
            }
        }
    }

    private static RegistryRecord ask(RegistryClient registries, String name) throws IOException {
        return registries.ask(RegistryFixture.coordinates("npm", name), Detail.HISTORY, Clock.endless());
    }
}
