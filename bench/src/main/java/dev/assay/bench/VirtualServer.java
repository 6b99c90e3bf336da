package dev.assay.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Serves virtual files on a loopback port, below {@code /ranges/} with ranges and below {@code /stream/} without, and as a
 * repository of a hub that speaks the Hugging Face API. Counts what it is asked and what it sends.
 */
final class VirtualServer implements AutoCloseable {
    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    private final HttpServer server;
    private final Map<String, VirtualFile> files = new LinkedHashMap<>();
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong sentBytes = new AtomicLong();

    VirtualServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            try (exchange) {
                serve(exchange);
            }
        });
        server.start();
    }

    VirtualServer file(String name, VirtualFile file) {
        files.put(name, file);
        return this;
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    long requests() {
        return requests.get();
    }

    long sentBytes() {
        return sentBytes.get();
    }

    void reset() {
        requests.set(0);
        sentBytes.set(0);
    }

    private void serve(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String name = path.substring(path.lastIndexOf('/') + 1);
        VirtualFile file = files.get(name);
        if (path.startsWith("/api/") && path.contains("/revision/")) {
            document(exchange, "{\"sha\":\"" + COMMIT + "\"}");
        } else if (path.startsWith("/api/")) {
            document(exchange, listing());
        } else if (file == null) {
            exchange.sendResponseHeaders(404, -1);
        } else {
            send(exchange, file, !path.startsWith("/stream/"));
        }
    }

    private String listing() {
        StringBuilder json = new StringBuilder("[");
        int number = 0;
        for (Map.Entry<String, VirtualFile> file : files.entrySet()) {
            json.append(number == 0 ? "" : ",")
                    .append("{\"type\":\"file\",\"path\":\"")
                    .append(file.getKey())
                    .append("\",\"size\":")
                    .append(file.getValue().sizeBytes())
                    .append(",\"oid\":\"")
                    .append(String.format("%040x", ++number))
                    .append("\"}");
        }
        return json.append(']').toString();
    }

    private void document(HttpExchange exchange, String text) throws IOException {
        exchange.getResponseHeaders().set("ETag", "\"1\"");
        if ("\"1\"".equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
            exchange.sendResponseHeaders(304, -1);
            return;
        }
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        sentBytes.addAndGet(body.length);
        exchange.getResponseBody().write(body);
    }

    private void send(HttpExchange exchange, VirtualFile file, boolean ranges) throws IOException {
        exchange.getResponseHeaders().set("ETag", "\"1\"");
        String range = exchange.getRequestHeaders().getFirst("Range");
        long from = 0;
        long to = file.sizeBytes();
        if (ranges && range != null) {
            int dash = range.indexOf('-');
            from = Long.parseLong(range.substring("bytes=".length(), dash));
            to = Math.min(Long.parseLong(range.substring(dash + 1)) + 1, to);
            exchange.getResponseHeaders()
                    .set("Content-Range", "bytes " + from + "-" + (to - 1) + "/" + file.sizeBytes());
            exchange.sendResponseHeaders(206, to - from);
        } else {
            exchange.sendResponseHeaders(200, to);
        }
        OutputStream body = exchange.getResponseBody();
        for (long at = from; at < to; ) {
            long next = Math.min(at + (1 << 16), to);
            file.write(body, at, next);
            sentBytes.addAndGet(next - at);
            at = next;
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
