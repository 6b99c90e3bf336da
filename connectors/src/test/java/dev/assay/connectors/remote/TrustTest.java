package dev.assay.connectors.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.scan.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TrustTest {
    @TempDir
    Path folder;

    private HttpsServer server;

    @BeforeEach
    void start() throws IOException, GeneralSecurityException, InterruptedException {
        Path store = folder.resolve("store.p12");
        int made = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        "changeit",
                        "-alias",
                        "own",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=127.0.0.1",
                        "-ext",
                        "san=ip:127.0.0.1")
                .inheritIO()
                .start()
                .waitFor();
        assertThat(made).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, "changeit".toCharArray());
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, "changeit".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext("/f", exchange -> {
            exchange.sendResponseHeaders(200, 3);
            exchange.getResponseBody().write(new byte[3]);
            exchange.close();
        });
        server.createContext("/down", exchange -> {
            exchange.getResponseHeaders().add("Location", "http://127.0.0.1/");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        server.start();
        Files.writeString(
                folder.resolve("ca.pem"),
                "a comment\n-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(keys.getCertificate("own").getEncoded())
                        + "\n-----END CERTIFICATE-----\n");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private long size(String path, Optional<Path> caFile) throws IOException {
        RemoteOptions options = new RemoteOptions(
                false, false, caFile, 10, 5, 0, Duration.ofMillis(1), Duration.ofSeconds(5), Map.of(), folder, "assay");
        HttpUrl url = HttpUrl.get("https://127.0.0.1:" + server.getAddress().getPort() + path);
        try (RemoteClient client = new RemoteClient(options, new Progress());
                RemoteFile file = RemoteFile.open(client, RemoteRequest.named(url, null), Clock.endless())) {
            return file.sizeBytes();
        }
    }

    @Test
    void aCertificateThatNobodyTrustsIsRefusedUnlessTheUserTrustsIt() throws IOException {
        assertThatThrownBy(() -> size("/f", Optional.empty())).hasMessageContaining("no trusted TLS connection");
        assertThat(size("/f", Optional.of(folder.resolve("ca.pem")))).isEqualTo(3);
    }

    @Test
    void aRedirectDownToHttpIsRefused() {
        assertThatThrownBy(() -> size("/down", Optional.of(folder.resolve("ca.pem"))))
                .hasMessageContaining("from https to http");
    }

    @Test
    void aFileThatHoldsNoCertificateIsSaid() throws IOException {
        Path file = Files.writeString(folder.resolve("none.pem"), "nothing");
        assertThatThrownBy(() -> size("/f", Optional.of(file))).hasMessageContaining("none.pem cannot be used");
    }

    /** Before anything is asked: whoever mistypes the option is not to wait for a server. */
    @Test
    void aFileThatIsNotThereIsSaidAtOnce() {
        RemoteOptions options = new RemoteOptions(
                false,
                false,
                Optional.of(folder.resolve("nowhere.pem")),
                10,
                5,
                0,
                Duration.ofMillis(1),
                Duration.ofSeconds(5),
                Map.of(),
                folder,
                "assay");
        assertThatThrownBy(() -> new RemoteClient(options, new Progress())).hasMessageContaining("cannot be used");
    }
}
