package dev.assay.connectors.registry;

import dev.assay.connectors.remote.Documents;
import dev.assay.connectors.remote.RemoteClient;
import dev.assay.connectors.remote.RemoteOptions;
import dev.assay.connectors.remote.ResponseCache;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.fact.Dependency.Coordinates;
import dev.assay.engine.fact.RegistryRecord;
import dev.assay.engine.scan.Progress;
import dev.assay.engine.scan.Registries.Detail;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import okhttp3.HttpUrl;

/** A client of fake registries that loses no time between retries. */
final class RegistryFixture implements AutoCloseable {
    static final String[] KEYS = {
        "npm",
        "npm-downloads",
        "pypi",
        "pypi-downloads",
        "cargo",
        "cargo-api",
        "maven",
        "golang",
        "gem",
        "nuget",
        "composer",
        "composer-api"
    };

    final RemoteClient client;
    final RegistryClient registries;
    final Progress progress = new Progress();
    private final ResponseCache cache;

    RegistryFixture(Map<String, String> urls, Path home, ResponseCache cache, Duration timeout) throws IOException {
        this.cache = cache;
        Map<String, HttpUrl> named = new HashMap<>();
        urls.forEach((key, url) -> named.put(key, HttpUrl.get(url)));
        client = new RemoteClient(
                new RemoteOptions(
                        false,
                        false,
                        Optional.empty(),
                        10,
                        5,
                        1,
                        Duration.ofMillis(1),
                        Duration.ofSeconds(20),
                        Map.of(),
                        home,
                        "assay"),
                progress);
        registries = new RegistryClient(
                client,
                new Documents(client, cache),
                new RegistryOptions(named, 10, RegistryOptions.FRESH, timeout, "test"));
    }

    static RegistryFixture of(FakeRegistries fake, Path home) throws IOException {
        return of(fake, home, ResponseCache.none());
    }

    static RegistryFixture of(FakeRegistries fake, Path home, ResponseCache cache) throws IOException {
        Map<String, String> urls = new HashMap<>();
        for (String key : KEYS) {
            urls.put(key, fake.url(key));
        }
        return new RegistryFixture(urls, home, cache, RegistryOptions.TIMEOUT);
    }

    RegistryRecord ask(String type, String name, Detail detail) throws IOException {
        return registries.ask(coordinates(type, name), detail, Clock.endless());
    }

    static Coordinates coordinates(String type, String name) {
        int end = type.equals("maven") ? name.indexOf(':') : type.equals("pypi") ? -1 : name.lastIndexOf('/');
        return end < 0
                ? new Coordinates(type, "", name)
                : new Coordinates(type, name.substring(0, end), name.substring(end + 1));
    }

    @Override
    public void close() {
        client.close();
        cache.close();
    }
}
