package dev.assay.bench;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** A registry of npm on a loopback port that has every package and takes its time. Counts what it is asked. */
final class RegistryServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicLong requests = new AtomicLong();

    RegistryServer(long latencyMillis) throws IOException {
        System.setProperty(
                "sun.net.httpserver.nodelay", "true"); // else a body waits for the acknowledgement of its head
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            try (exchange) {
                Thread.sleep(latencyMillis);
                byte[] body = document(exchange.getRequestURI().getPath().substring(1));
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        });
        server.start();
    }

    /** Of 30 versions, about 15 KB, as most packages have. */
    private static byte[] document(String name) {
        StringBuilder text =
                new StringBuilder("{\"name\":\"" + name + "\",\"dist-tags\":{\"latest\":\"1.29.0\"},\"versions\":{");
        for (int i = 0; i < 30; i++) {
            text.append(i == 0 ? "" : ",")
                    .append("\"1." + i + ".0\":{\"name\":\"" + name + "\",\"version\":\"1." + i
                            + ".0\",\"description\":\"")
                    .append("word ".repeat(50))
                    .append("\",\"dist\":{\"tarball\":\"https://registry.example.org/x.tgz\",\"unpackedSize\":1000}}");
        }
        text.append("},\"time\":{\"created\":\"2015-01-01T00:00:00.000Z\"");
        for (int i = 0; i < 30; i++) {
            text.append(",\"1." + i + ".0\":\"20" + (15 + i / 3) + "-01-01T00:00:00.000Z\"");
        }
        return text.append("},\"maintainers\":[{\"name\":\"somebody\"}]}")
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    /** Requests since this was asked last. */
    long requests() {
        return requests.getAndSet(0);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
