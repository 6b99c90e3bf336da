package dev.assay.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.assay.app.cli.Cli.Ran;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** {@code assay data} as a test calls it, with a store of its own and a server on this machine that has what {@link #files} has. */
final class DataCli implements AutoCloseable {
    final Map<String, byte[]> files = new HashMap<>();

    /** How often for each path. */
    final Map<String, Integer> asked = new HashMap<>();

    final Map<String, String> environment;
    boolean cutsShort;
    private final HttpServer server;
    private final Cli cli;

    DataCli(Path folder) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        cli = new Cli(folder);
        environment = cli.environment;
        environment.put("ASSAY_DATA_DIR", folder.resolve("data").toString());
        environment.put("ASSAY_HTTP_RETRIES", "0");
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        asked.merge(path, 1, Integer::sum);
        byte[] body = files.get(path);
        String tag = body == null ? "" : "\"" + Arrays.hashCode(body) + "\"";
        try (exchange) {
            if (body == null) {
                exchange.sendResponseHeaders(404, -1);
            } else if (tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
                exchange.sendResponseHeaders(304, -1);
            } else {
                exchange.getResponseHeaders().add("ETag", tag);
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body, 0, cutsShort ? body.length / 2 : body.length);
            }
        }
    }

    String base() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    static String advisory(String id, String name, String modified) {
        return """
            {"id": "%s", "modified": "%s", "affected": [{"package": {"ecosystem": "npm", "name": "%s"},
             "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}]}]}]}
            """.formatted(id, modified, name);
    }

    static byte[] zip(String... advisories) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (int i = 0; i < advisories.length; i++) {
                zip.putNextEntry(new ZipEntry(i + ".json"));
                zip.write(advisories[i].getBytes(UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    Ran run(String... arguments) {
        return cli.run(arguments);
    }

    /** Fetches from the server, of which nothing has to be proved. */
    Ran update(String... arguments) {
        return cli.run(Stream.concat(
                        Stream.of("data", "update", "--allow-unverified", "--source", "osv=" + base() + "/osv"),
                        Stream.of(arguments))
                .toArray(String[]::new));
    }

    /** The exit code of a check that asks nobody. */
    int check(String purl) {
        return cli.run("check", "--offline", purl).code();
    }

    /** Stops the server. */
    @Override
    public void close() {
        server.stop(0);
    }
}
