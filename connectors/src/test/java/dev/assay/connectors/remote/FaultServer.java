package dev.assay.connectors.remote;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A server on a loopback port of its own that may break every rule of HTTP: each path has a behaviour that writes raw
 * bytes. One connection, one request. It remembers what it was asked.
 */
public final class FaultServer implements Closeable {
    /** What a client asked for. */
    public record Asked(String path, Map<String, String> headers, int number) {
        /** A header in small letters, or an empty text. */
        public String header(String name) {
            return headers.getOrDefault(name, "");
        }

        /** The first byte of the range, or 0. */
        public int from() {
            String range = header("range");
            return range.isEmpty() ? 0 : Integer.parseInt(range.substring(6, range.indexOf('-')));
        }

        /** Behind the last byte of the range, at most {@code size}. */
        public int to(int size) {
            String range = header("range");
            return range.isEmpty()
                    ? size
                    : (int) Math.min(size, Long.parseLong(range.substring(range.indexOf('-') + 1)) + 1);
        }
    }

    /** Writes a whole response, or what it likes. */
    @FunctionalInterface
    public interface Behaviour {
        void answer(Asked asked, OutputStream out) throws IOException;
    }

    private final ServerSocket socket;
    private final Map<String, Behaviour> behaviours = new ConcurrentHashMap<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    public FaultServer() {
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    private void accept() {
        try {
            while (true) {
                Socket client = socket.accept();
                open.add(client);
                Thread.ofVirtual().start(() -> serve(client));
            }
        } catch (IOException e) {
            return; // closed
        }
    }

    private void serve(Socket client) {
        try (client) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
            String[] line = in.readLine().split(" ", -1);
            Map<String, String> headers = new TreeMap<>();
            for (String header; !(header = in.readLine()).isEmpty(); ) {
                int colon = header.indexOf(':');
                headers.put(
                        header.substring(0, colon).toLowerCase(),
                        header.substring(colon + 1).strip());
            }
            int query = line[1].indexOf('?');
            String path = query < 0 ? line[1] : line[1].substring(0, query);
            int number = (int)
                    asked.stream().filter(each -> each.path().startsWith(path)).count();
            Asked now = new Asked(line[1], headers, number);
            asked.add(now);
            behaviours.getOrDefault(path, status("404 Not Found", "")).answer(now, client.getOutputStream());
            client.getOutputStream().flush();
        } catch (IOException | RuntimeException e) {
            return; // the client went away
        }
    }

    public FaultServer on(String path, Behaviour behaviour) {
        behaviours.put(path, behaviour);
        return this;
    }

    /** A response without a body. */
    public static Behaviour status(String status, String headers) {
        return (asked, out) -> head(out, status, headers + "Content-Length: 0\r\n");
    }

    /** Honest ranges with a strong entity tag. */
    public static Behaviour ranges(byte[] bytes, String tag) {
        return (asked, out) -> {
            int from = asked.from();
            int to = asked.to(bytes.length);
            head(
                    out,
                    "206 Partial Content",
                    "ETag: \"" + tag + "\"\r\nContent-Range: bytes " + from + "-" + (to - 1) + "/" + bytes.length
                            + "\r\nContent-Length: " + (to - from) + "\r\n");
            out.write(bytes, from, to - from);
        };
    }

    /** All of it, whatever was asked for. */
    public static Behaviour whole(byte[] bytes, String headers) {
        return (asked, out) -> {
            head(out, "200 OK", headers + "Content-Length: " + bytes.length + "\r\n");
            out.write(bytes);
        };
    }

    public static void head(OutputStream out, String status, String headers) throws IOException {
        out.write(("HTTP/1.1 " + status + "\r\n" + headers + "Connection: close\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1));
    }

    public String url(String path) {
        return "http://127.0.0.1:" + socket.getLocalPort() + path;
    }

    public int port() {
        return socket.getLocalPort();
    }

    public List<Asked> asked() {
        return asked;
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Socket client : open) {
            client.close();
        }
    }
}
