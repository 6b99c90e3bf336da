package dev.assay.connectors.git;

import dev.assay.connectors.remote.Answer;
import dev.assay.connectors.remote.RemoteClient;
import dev.assay.connectors.remote.RemoteRequest;
import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.Buffers;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.Limits;
import dev.assay.engine.bytes.Memory;
import dev.assay.engine.bytes.Spool;
import dev.assay.engine.bytes.StreamSource;
import dev.assay.engine.bytes.UnreachableException;
import dev.assay.engine.bytes.UnsupportedException;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import okhttp3.HttpUrl;

/**
 * A repository on a server that speaks git's protocol of version 2 over HTTP (gitprotocol-v2, gitprotocol-http): what a branch or
 * tag leads to, and one commit without its history. Nothing of the server's words goes into a report. Belongs to one thread at a time.
 */
final class GitServer {
    /** Longer than any list of branches that somebody keeps. */
    private static final int MOST_LINES = 1_000_000;

    private static final int MOST_ABILITIES = 1_000;

    private static final int MOST_NAME = 4_096;

    private static final long MOST_PACK_BYTES = 8L << 30;

    /** What of a pack is held in memory is a quarter of this; the rest goes to disk, where it has no name. */
    private static final long MEMORY_BYTES = 64L << 20;

    private static final String REFS = "/info/refs";
    private static final String SERVICE = "git-upload-pack";
    private static final String REQUEST = "application/x-git-upload-pack-request";
    private static final String ADVERTISEMENT = "application/x-git-upload-pack-advertisement";
    private static final String RESULT = "application/x-git-upload-pack-result";

    private static final String OBJECT_FORMAT = "object-format";
    private static final String FETCH = "fetch";

    /** Those that change what is asked; a server may tell of others as long as it likes. */
    private static final Set<String> ABILITIES = Set.of(OBJECT_FORMAT, FETCH);

    private final RemoteClient client;
    private final RemoteRequest upload;
    private final Clock clock;
    private final ObjectFormat format;
    private final boolean saysFormat;
    private final boolean filters;

    private GitServer(RemoteClient client, RemoteRequest upload, Clock clock, Map<String, String> capabilities)
            throws IOException {
        this.client = client;
        this.upload = upload;
        this.clock = clock;
        String named = capabilities.get(OBJECT_FORMAT);
        this.saysFormat = named != null;
        this.format = switch (named == null ? "sha1" : named) {
            case "sha1" -> ObjectFormat.SHA1;
            case "sha256" -> ObjectFormat.SHA256;
            default -> throw new UnreachableException("the repository names objects in a way that is not known");
        };
        List<String> fetch = List.of(capabilities.getOrDefault(FETCH, "").split(" ", -1));
        if (!fetch.contains("shallow")) {
            throw new UnreachableException("the server gives no commit without all of its history");
        }
        this.filters = fetch.contains("filter");
    }

    /**
     * Asks a server what it can do.
     *
     * @param repository as people name it, with or without {@code .git}
     */
    static GitServer open(RemoteClient client, HttpUrl repository, Clock clock) throws IOException {
        HttpUrl refs = below(repository, "info", "refs")
                .newBuilder()
                .addQueryParameter("service", SERVICE)
                .build();
        RemoteRequest request = RemoteRequest.named(refs, null).with(Map.of("Git-Protocol", "version=2"));
        return client.read(request, clock, answer -> {
            answer.require(200);
            require(answer, ADVERTISEMENT, "no git repository over HTTP is there");
            Map<String, String> capabilities = capabilities(new PktLines(answer.body()));
            // It may have been redirected: what is asked next is asked there, with what that place may know.
            String path = answer.url().encodedPath();
            if (!path.endsWith(REFS)) {
                throw new UnreachableException(answer.url().host() + ": no git repository over HTTP is there");
            }
            HttpUrl base = answer.url()
                    .newBuilder()
                    .encodedPath(path.substring(0, path.length() - REFS.length()) + "/")
                    .query(null)
                    .build();
            return new GitServer(client, answer.again(below(base, SERVICE)), clock, capabilities);
        });
    }

    private static HttpUrl below(HttpUrl repository, String... segments) {
        HttpUrl.Builder url = repository.newBuilder();
        if (repository.encodedPath().endsWith("/")) {
            url.removePathSegment(repository.pathSize() - 1);
        }
        for (String segment : segments) {
            url.addPathSegment(segment);
        }
        return url.build();
    }

    private static void require(Answer answer, String type, String otherwise) throws UnreachableException {
        String told = answer.header("Content-Type");
        if (told == null || !told.equalsIgnoreCase(type)) {
            throw new UnreachableException(answer.url().host() + ": " + otherwise);
        }
    }

    private static Map<String, String> capabilities(PktLines lines) throws IOException {
        Map<String, String> capabilities = new HashMap<>();
        boolean version = false;
        for (int n = 0; n < MOST_ABILITIES; n++) {
            if (lines.next() != PktLines.Kind.LINE) {
                if (version) {
                    return capabilities;
                }
                continue; // behind the line with the name of the service
            }
            String line = lines.text();
            int equals = line.indexOf('=');
            if (line.equals("version 2")) {
                version = true;
            } else if (version) {
                if (equals > 0 && ABILITIES.contains(line.substring(0, equals))) {
                    capabilities.put(line.substring(0, equals), line.substring(equals + 1));
                }
            } else if (!line.startsWith("# service=")) {
                throw new UnreachableException("the server speaks only an older protocol of git");
            }
        }
        throw new UnreachableException("the server tells of abilities without an end");
    }

    ObjectFormat format() {
        return format;
    }

    /** Whether it gives a commit's folders without the files in them. */
    boolean filters() {
        return filters;
    }

    private RemoteRequest command(String name, List<String> arguments) {
        StringBuilder body = new StringBuilder(PktLines.of("command=" + name));
        if (saysFormat) {
            body.append(PktLines.of(OBJECT_FORMAT + "=" + (format == ObjectFormat.SHA1 ? "sha1" : "sha256")));
        }
        body.append("0001");
        arguments.forEach(each -> body.append(PktLines.of(each)));
        body.append("0000");
        return upload.with(Map.of("Git-Protocol", "version=2", "Accept", RESULT))
                .posting(REQUEST, body.toString());
    }

    /**
     * The commit that is meant.
     *
     * @param ref a branch, a tag, the whole name of a commit, which never is a branch that is called like one; empty for what the server
     *     shows first
     * @return nothing if there is none of that name, or the repository is empty
     */
    Optional<String> commit(String ref) throws IOException {
        String id = ref.toLowerCase(Locale.ROOT);
        if (Commit.isId(id, format.digits())) {
            return Optional.of(id);
        }
        boolean isName = ref.length() <= MOST_NAME && ref.chars().noneMatch(c -> c < ' ' || c == 0x7f);
        if (!isName) {
            return Optional.empty(); // git-check-ref-format(1)
        }
        List<String> places = ref.isEmpty()
                ? List.of("HEAD")
                : ref.startsWith("refs/") ? List.of(ref) : List.of("refs/heads/" + ref, "refs/tags/" + ref);
        List<String> arguments = new ArrayList<>(List.of("peel"));
        places.forEach(each -> arguments.add("ref-prefix " + each));
        Map<String, String> found = client.read(command("ls-refs", arguments), clock, answer -> refs(answer, places));
        for (String place : places) {
            String commit = found.get(place);
            if (commit != null) {
                return Optional.of(commit);
            }
        }
        return Optional.empty();
    }

    /** {@code OID NAME[ peeled:OID]}, a line each. */
    private Map<String, String> refs(Answer answer, List<String> places) throws IOException {
        answer.require(200);
        require(answer, RESULT, "the server answers with something else than git");
        Map<String, String> found = new HashMap<>();
        PktLines lines = new PktLines(answer.body());
        for (int n = 0; n < MOST_LINES; n++) {
            if (lines.next() != PktLines.Kind.LINE) {
                return found;
            }
            String[] parts = lines.text().split(" ", -1);
            refuseErrors(parts[0]);
            String id = parts[0];
            for (String part : parts) {
                id = part.startsWith("peeled:") ? part.substring("peeled:".length()) : id;
            }
            if (parts.length > 1 && places.contains(parts[1]) && Commit.isId(id, format.digits())) {
                found.put(parts[1], id);
            }
        }
        throw new UnreachableException("the server lists branches without an end");
    }

    private static void refuseErrors(String first) throws UnreachableException {
        if (first.equals("ERR")) {
            throw new UnreachableException("the server does not give what is asked for");
        }
    }

    /**
     * One commit without its history.
     *
     * @param files whether also the files in its folders, which a server that does not filter sends in any case
     */
    ReceivedPack fetch(String commit, boolean files) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("no-progress", "ofs-delta", "deepen 1"));
        if (!files && filters) {
            arguments.add("filter blob:none");
        }
        arguments.add("want " + commit);
        return fetch(arguments);
    }

    /** Objects by their names, and what is below them. */
    ReceivedPack fetch(Set<String> ids) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("no-progress", "ofs-delta"));
        ids.forEach(id -> arguments.add("want " + id));
        return fetch(arguments);
    }

    private ReceivedPack fetch(List<String> arguments) throws IOException {
        arguments.add("done");
        Memory memory = new Memory(MEMORY_BYTES, new Buffers(1));
        Spool spool = whole(client.read(command("fetch", arguments), clock, answer -> spool(answer, memory)));
        return ReceivedPack.of(spool, format, new Budget(Limits.DEFAULT, clock, memory, spool.sizeBytes()));
    }

    private Spool spool(Answer answer, Memory memory) throws IOException {
        answer.require(200);
        require(answer, RESULT, "the server answers with something else than git");
        PktLines lines = new PktLines(answer.body());
        for (int n = 0; n < MOST_LINES; n++) {
            PktLines.Kind kind = lines.next();
            if (kind == PktLines.Kind.FLUSH || kind == PktLines.Kind.END) {
                break;
            }
            refuseErrors(lines.text().split(" ", 2)[0]);
            if (lines.text().equals("packfile")) {
                Budget budget = new Budget(Limits.DEFAULT, clock, memory, ByteSource.UNKNOWN);
                return Spool.of(new StreamSource(new PackStream(lines), ByteSource.UNKNOWN), budget, MOST_PACK_BYTES);
            }
        }
        throw new EOFException("an answer without files");
    }

    private static Spool whole(Spool spool) throws IOException {
        IOException broken = spool.broken();
        if (broken != null || !spool.isWhole()) {
            spool.close();
            throw broken != null
                    ? broken
                    : new UnsupportedException(0, "the commit has more than " + MOST_PACK_BYTES + " bytes");
        }
        return spool;
    }
}
