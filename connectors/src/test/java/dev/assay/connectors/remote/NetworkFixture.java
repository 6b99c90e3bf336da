package dev.assay.connectors.remote;

import dev.assay.engine.bytes.Buffers;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.scan.Progress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.Dns;
import okhttp3.HttpUrl;

/** Clients that lose no time between retries, and what is read through them. */
final class NetworkFixture {
    final Progress progress = new Progress();
    final Map<String, String> environment = new HashMap<>();
    boolean allowPrivate;
    Optional<Path> caFile = Optional.empty();
    Dns dns = Dns.SYSTEM;
    Clock clock = Clock.endless();

    /** Longer than a busy machine takes to answer; tests of silence make it short. */
    Duration silence = Duration.ofSeconds(60);

    private final Path home;

    NetworkFixture(Path home) {
        this.home = home;
    }

    RemoteClient client() throws IOException {
        return new RemoteClient(
                new RemoteOptions(
                        false,
                        allowPrivate,
                        caFile,
                        10,
                        5,
                        2,
                        Duration.ofMillis(1),
                        silence,
                        environment,
                        home,
                        "assay"),
                progress,
                dns);
    }

    RemoteFile open(RemoteClient client, String url) throws IOException {
        return RemoteFile.open(client, RemoteRequest.named(HttpUrl.get(url), null), clock);
    }

    /** All that is behind an address, if that is at most {@code most} bytes. */
    byte[] all(String url, int most) throws IOException {
        try (RemoteClient client = client()) {
            return all(client, url, most);
        }
    }

    byte[] all(RemoteClient client, String url, int most) throws IOException {
        try (ByteSource source = open(client, url).source(new Buffers(4))) {
            ByteBuffer into = ByteBuffer.allocate(most + 1);
            for (int n = 0; n >= 0 && into.hasRemaining(); ) {
                n = source.read(into.position(), into);
            }
            return Arrays.copyOf(into.array(), into.position());
        }
    }

    /** A clock that runs out. */
    static Clock in(Duration time) {
        return new Clock(System.nanoTime() + time.toNanos(), new AtomicBoolean());
    }

    /** Bytes that are the same each time and look like none of their neighbours. */
    static byte[] noise(int size) {
        byte[] bytes = new byte[size];
        new Random(1).nextBytes(bytes);
        return bytes;
    }
}
