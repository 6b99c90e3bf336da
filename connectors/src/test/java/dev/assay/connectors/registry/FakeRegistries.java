package dev.assay.connectors.registry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * All eight registries on one loopback port, each below its key, in the shapes of the files beside this class. What is not
 * published is not there. Remembers what it was asked, and may fail in any way.
 */
public final class FakeRegistries implements AutoCloseable {
    /** A package as its registry has it. */
    public record Published(
            String first, String latest, String owner, String repository, long downloads, Map<String, String> more) {
        /** Many years old and much used. */
        public static Published established(String owner, String repository) {
            return new Published(
                    "2015-03-01T10:00:00Z", "2025-11-01T10:00:00Z", owner, repository, 5_000_000, Map.of());
        }

        /** Of the day before, by somebody. */
        public static Published young(Instant now, String owner) {
            return new Published(
                    now.minusSeconds(86_400).toString(),
                    now.minusSeconds(3_600).toString(),
                    owner,
                    "https://example.invalid",
                    3,
                    Map.of());
        }

        /** With other words filled in, or with {@code form}, which file it is. */
        public Published with(String word, String value) {
            Map<String, String> all = new TreeMap<>(more);
            all.put(word, value);
            return new Published(first, latest, owner, repository, downloads, all);
        }
    }

    /** What is answered in place of what there is. */
    @FunctionalInterface
    public interface Behaviour {
        /** @return whether it has answered */
        boolean answer(HttpExchange exchange) throws IOException;
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Published> packages = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final AtomicInteger now = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private volatile Behaviour behaviour = exchange -> false;
    private volatile long latencyMillis;

    public FakeRegistries() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    /** The address of a registry by its key, such as {@code npm-downloads}. */
    public String url(String key) {
        String base = "http://127.0.0.1:" + server.getAddress().getPort() + "/" + key + "/";
        return key.equals("nuget") ? base + "index.json" : base;
    }

    /** The option of the command line for these registries. */
    public List<String> options(String... keys) {
        List<String> options = new ArrayList<>();
        for (String key : keys) {
            options.add("--registry");
            options.add(key + "=" + url(key));
        }
        return options;
    }

    public FakeRegistries publish(String type, String name, Published published) {
        packages.put(type + " " + name, published);
        return this;
    }

    public FakeRegistries behave(Behaviour instead) {
        behaviour = instead;
        return this;
    }

    public FakeRegistries latency(long millis) {
        latencyMillis = millis;
        return this;
    }

    /** Paths, in the order of the requests. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    /** How many requests were under way at once, at most. */
    public int mostAtOnce() {
        return most.get();
    }

    private void serve(HttpExchange exchange) throws IOException {
        asked.add(exchange.getRequestURI().getRawPath());
        try (exchange) {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            try {
                Thread.sleep(latencyMillis);
            } finally {
                now.decrementAndGet(); // before the answer, since the next one may be here before its end
            }
            if (!behaviour.answer(exchange)) {
                String accept = String.valueOf(exchange.getRequestHeaders().getFirst("Accept"));
                String path = exchange.getRequestURI().getRawPath();
                if (path.endsWith(".pom")) {
                    published("maven", mavenName(path)).ifPresentHeader(exchange);
                }
                String body = reply(path, accept);
                send(exchange, body == null ? 404 : 200, body == null ? "{\"error\":\"Not found\"}" : body);
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    /** Sends a whole answer. */
    public static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /** What is said at a path; null if there is nothing. */
    public String reply(String path, String accept) {
        int slash = path.indexOf('/', 1);
        String key = path.substring(1, slash);
        String[] parts = path.substring(slash + 1).split("/", -1);
        for (int i = 0; i < parts.length; i++) {
            parts[i] = URLDecoder.decode(parts[i], StandardCharsets.UTF_8);
        }
        return switch (key) {
            case "npm" -> npm(parts, accept);
            case "npm-downloads" -> fill("npm-downloads.json", "npm", parts[3]);
            case "pypi" -> fill(parts[0].equals("simple") ? "pypi-simple.json" : "pypi.json", "pypi", parts[1]);
            case "pypi-downloads" -> fill("pypi-downloads.json", "pypi", parts[2]);
            case "cargo" -> fill("cargo-index.jsonl", "cargo", parts[parts.length - 1]);
            case "cargo-api" -> fill(parts.length == 5 ? "cargo-owners.json" : "cargo-crate.json", "cargo", parts[3]);
            case "maven" -> fill(path.endsWith(".pom") ? "maven.pom" : "maven-metadata.xml", "maven", mavenName(path));
            case "golang" -> golang(path.substring(slash + 1));
            case "gem" -> gem(parts);
            case "nuget" -> nuget(parts);
            case "composer" -> fill("composer.json", "composer", parts[1] + "/" + parts[2].replace(".json", ""));
            case "composer-api" ->
                fill("composer-api.json", "composer", parts[1] + "/" + parts[2].replace(".json", ""));
            default -> null;
        };
    }

    private String npm(String[] parts, String accept) {
        if (parts.length > 1) {
            return fill("npm-latest.json", "npm", parts[0]);
        }
        Published published = packages.get("npm " + parts[0]);
        String form = published == null ? "" : published.more().getOrDefault("form", "npm.json");
        boolean isShort = accept.contains("install-v1") && form.equals("npm.json");
        return fill(isShort ? "npm-short.json" : form, "npm", parts[0]);
    }

    private static String mavenName(String path) {
        String[] parts = path.split("/", -1);
        int end = parts.length - (path.endsWith(".pom") ? 3 : 2);
        return String.join(".", List.of(parts).subList(2, end)) + ":" + parts[end];
    }

    private String golang(String path) {
        int at = path.indexOf("/@");
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < at; i++) {
            name.append(path.charAt(i) == '!' ? Character.toUpperCase(path.charAt(++i)) : path.charAt(i));
        }
        String what = path.substring(at + 1);
        return fill(
                what.endsWith("list")
                        ? "golang-list.txt"
                        : what.equals("@latest") ? "golang-latest.json" : "golang-first.json",
                "golang",
                name.toString());
    }

    private String gem(String[] parts) {
        String name = parts[3].replace(".json", "");
        return fill(
                parts[2].equals("versions") ? "gem-versions.json" : parts.length == 5 ? "gem-owners.json" : "gem.json",
                "gem",
                name);
    }

    private String nuget(String[] parts) {
        if (parts[0].equals("index.json")) {
            return words(resource("nuget-service.json"), "", Published.established("", ""));
        }
        if (parts[0].equals("page")) {
            return fill("nuget-page" + parts[1] + ".json", "nuget", "paged");
        }
        return fill(parts[1].equals("paged") ? "nuget-paged.json" : "nuget.json", "nuget", parts[1]);
    }

    private Header published(String type, String name) {
        return new Header(packages.get(type + " " + name));
    }

    /** When a file of Maven was put there. */
    private record Header(Published of) {
        void ifPresentHeader(HttpExchange exchange) {
            if (of != null) {
                exchange.getResponseHeaders()
                        .set(
                                "Last-Modified",
                                DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                        Instant.parse(of.first()).atOffset(ZoneOffset.UTC)));
            }
        }
    }

    private String fill(String file, String type, String name) {
        Published published = packages.get(type + " " + name);
        return published == null ? null : words(resource(file), name, published);
    }

    private String words(String template, String name, Published published) {
        String text = template;
        for (Map.Entry<String, String> word : published.more().entrySet()) {
            text = text.replace("@" + word.getKey() + "@", word.getValue());
        }
        String base = "http://127.0.0.1:" + server.getAddress().getPort() + "/nuget/";
        return text.replace("@FIRST@", published.first())
                .replace("@LATEST@", published.latest())
                .replace(
                        "@LATEST14@",
                        published.latest().replaceAll("[^0-9]", "").substring(0, 14))
                .replace("@OWNER@", published.owner())
                .replace("@REPOSITORY@", published.repository())
                .replace("@DOWNLOADS@", Long.toString(published.downloads()))
                .replace("@BASEURL@", base)
                .replace("@GROUP@", name.substring(0, Math.max(name.indexOf(':'), 0)))
                .replace("@BASE@", name.substring(name.indexOf(':') + 1))
                .replace("@SCRIPT@", "")
                .replace("@STATUS@", "active")
                .replace("@PACKAGETYPE@", "bdist_wheel")
                .replace("@NAME@", name);
    }

    private static String resource(String file) {
        try (InputStream in = FakeRegistries.class.getResourceAsStream(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
