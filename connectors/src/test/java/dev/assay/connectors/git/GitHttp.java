package dev.assay.connectors.git;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.PacketLineOut;
import org.eclipse.jgit.transport.RefAdvertiser.PacketLineOutRefAdvertiser;
import org.eclipse.jgit.transport.UploadPack;

/**
 * A server of git over HTTP on a loopback port: JGit's, or git's own {@code git http-backend} where it is installed. Remembers what
 * it was asked. What is told instead is for servers that lie.
 */
public final class GitHttp implements AutoCloseable {
    /** An answer of its own. */
    record Reply(int status, Map<String, String> headers, byte[] body) {}

    private static final Path BACKEND = Path.of("/usr/lib/git-core/git-http-backend");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Path repository;
    private final boolean backend;
    private final List<String> asked = new ArrayList<>();
    private final List<byte[]> answers = new ArrayList<>();
    private final Map<String, Reply> instead = new ConcurrentHashMap<>();

    /** Serves a repository as {@code /x.git}, by JGit. */
    public GitHttp(Path repository) {
        this(repository, false);
    }

    private GitHttp(Path repository, boolean backend) {
        this.repository = repository;
        this.backend = backend;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    static boolean hasBackend() {
        return Files.isExecutable(BACKEND);
    }

    static GitHttp backend(Path repository) {
        return new GitHttp(repository, true);
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/x.git";
    }

    /** What was asked: the path of a GET, the lines of a POST. */
    public List<String> asked() {
        synchronized (asked) {
            return List.copyOf(asked);
        }
    }

    public GitHttp forget() {
        synchronized (asked) {
            asked.clear();
        }
        return this;
    }

    /** What was answered, as it went out. */
    List<byte[]> answers() {
        synchronized (asked) {
            return List.copyOf(answers);
        }
    }

    /** From now on nothing is told instead. */
    GitHttp usual() {
        instead.clear();
        return this;
    }

    /** From now on requests that contain a text are answered so. */
    GitHttp instead(String containing, Reply reply) {
        instead.put(containing, reply);
        return this;
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String what =
                    body.length == 0 ? exchange.getRequestURI().toString() : new String(body, StandardCharsets.UTF_8);
            synchronized (asked) {
                asked.add(what.replaceAll("[0-9a-f]{4}(?=[a-z])", " ").strip());
            }
            Reply reply = instead.entrySet().stream()
                    .filter(each -> what.contains(each.getKey()))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse(null);
            if (reply == null) {
                reply = backend ? cgi(exchange, body) : jgit(exchange, body);
            }
            synchronized (asked) {
                answers.add(reply.body());
            }
            reply.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(reply.status(), reply.body().length == 0 ? -1 : reply.body().length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(reply.body());
            }
        }
    }

    private Reply jgit(HttpExchange exchange, byte[] body) throws IOException {
        try (Repository opened = new FileRepository(repository.toFile())) {
            UploadPack upload = new UploadPack(opened);
            upload.setBiDirectionalPipe(false);
            upload.setExtraParameters(
                    List.of(String.valueOf(exchange.getRequestHeaders().getFirst("Git-Protocol"))));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            if (exchange.getRequestMethod().equals("GET")) {
                PacketLineOut lines = new PacketLineOut(out);
                lines.writeString("# service=git-upload-pack\n");
                lines.end();
                upload.sendAdvertisedRefs(new PacketLineOutRefAdvertiser(lines), "git-upload-pack");
                return new Reply(200, type("advertisement"), out.toByteArray());
            }
            upload.upload(new java.io.ByteArrayInputStream(body), out, null);
            return new Reply(200, type("result"), out.toByteArray());
        }
    }

    static Map<String, String> type(String what) {
        return Map.of("Content-Type", "application/x-git-upload-pack-" + what);
    }

    /** As a web server runs it (RFC 3875). */
    private Reply cgi(HttpExchange exchange, byte[] body) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(BACKEND.toString());
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.put("PATH", "/usr/bin:/bin");
        environment.put("GIT_CONFIG_NOSYSTEM", "1");
        environment.put("HOME", repository.getParent().toString());
        environment.put("GIT_PROJECT_ROOT", repository.getParent().toString());
        environment.put("GIT_HTTP_EXPORT_ALL", "1");
        environment.put(
                "PATH_INFO", exchange.getRequestURI().getPath().replace("/x.git", "/" + repository.getFileName()));
        String query = exchange.getRequestURI().getQuery();
        environment.put("QUERY_STRING", query == null ? "" : query);
        environment.put("REQUEST_METHOD", exchange.getRequestMethod());
        environment.put("REMOTE_ADDR", "127.0.0.1");
        environment.put("CONTENT_LENGTH", String.valueOf(body.length));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (name.equalsIgnoreCase("Content-Type")) {
                environment.put("CONTENT_TYPE", values.getFirst());
            } else if (name.equalsIgnoreCase("Git-Protocol")) {
                environment.put("GIT_PROTOCOL", values.getFirst());
            }
        });
        Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try (OutputStream to = process.getOutputStream()) {
            to.write(body);
        }
        byte[] all;
        try (InputStream from = process.getInputStream()) {
            all = from.readAllBytes();
        }
        String head = new String(all, StandardCharsets.ISO_8859_1);
        int end = head.indexOf("\r\n\r\n");
        Map<String, String> headers = new ConcurrentHashMap<>();
        int status = 200;
        for (String line : head.substring(0, end).split("\r\n", -1)) {
            int colon = line.indexOf(": ");
            if (line.startsWith("Status: ")) {
                status = Integer.parseInt(line.substring(8, 11));
            } else {
                headers.put(line.substring(0, colon), line.substring(colon + 2));
            }
        }
        return new Reply(status, headers, java.util.Arrays.copyOfRange(all, end + 4, all.length));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
