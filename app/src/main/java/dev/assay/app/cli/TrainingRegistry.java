package dev.assay.app.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A registry on a loopback port that has every package, and a GitHub with one repository, for the training run: a build asks nobody, and
 * what reads an answer starts fast only if it was trained with one. Answers each request by the file called like the last part of its
 * path or else like the first, in which {@code @NAME@} is the last. Speaks as much of HTTP/1.1 as the client of this build needs.
 */
final class TrainingRegistry implements AutoCloseable {
    private static final String LENGTH = "content-length:";

    private final Path folder;
    private final ServerSocket server;

    /** @param folder of the answers */
    TrainingRegistry(Path folder) throws IOException {
        this.folder = folder;
        this.server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().start(this::accept);
    }

    /** Where it is asked. */
    String address() {
        return "http://127.0.0.1:" + server.getLocalPort() + "/";
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Thread.ofPlatform().daemon().start(() -> answer(client));
            } catch (SocketException e) {
                return; // closed
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void answer(Socket client) {
        try (client) {
            BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream(), ISO_8859_1));
            for (String request = in.readLine(); request != null; request = in.readLine()) {
                long asked = 0;
                for (String header = in.readLine(); header != null && !header.isEmpty(); header = in.readLine()) {
                    boolean isLength = header.toLowerCase(Locale.ROOT).startsWith(LENGTH);
                    asked = isLength
                            ? Long.parseLong(header.substring(LENGTH.length()).strip())
                            : asked;
                }
                in.skip(asked); // a query, whose answer is the same whatever it is
                byte[] body = document(request.split("[ ?]", -1)[1].split("/"));
                String head =
                        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nDate: Thu, 01 Jan 2026 00:00:00 GMT\r\n"
                                + "ETag: \"1\"\r\nCache-Control: max-age=300\r\nContent-Length: " + body.length
                                + "\r\n\r\n";
                OutputStream out = client.getOutputStream();
                out.write(head.getBytes(ISO_8859_1));
                out.write(body);
            }
        } catch (IOException e) {
            return; // the client has what it wants
        }
    }

    /** @param path the first part is empty */
    private byte[] document(String[] path) throws IOException {
        int last = path.length - 1;
        String name = path[last].equals("json") ? path[last - 1] : path[last]; // so PyPI's documents are called
        Path own = folder.resolve(name + ".json");
        return Files.readString(Files.exists(own) ? own : folder.resolve(path[1] + ".json"))
                .replace("@NAME@", name)
                .getBytes(UTF_8);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
