package dev.assay.connectors.registry;

import dev.assay.connectors.remote.Body;
import dev.assay.connectors.remote.Json;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.fact.Dependency.Coordinates;
import dev.assay.engine.fact.RegistryRecord;
import dev.assay.engine.fact.RegistryRecord.Aspect;
import dev.assay.engine.fact.RegistryRecord.Existence;
import dev.assay.engine.scan.Registries.Detail;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import okhttp3.HttpUrl;

/** A proxy of Go modules (go.dev/ref/mod#goproxy-protocol): the list of versions, and when the first and the latest came. */
final class GoRegistry implements Registry {
    private static final int MOST_LIST_BYTES = 4 << 20;

    private final Endpoint registry;

    GoRegistry(Endpoint registry) {
        this.registry = registry;
    }

    @Override
    public RegistryRecord ask(Coordinates coordinates, Detail detail, Clock clock) throws IOException {
        String host = registry.base().host();
        Optional<List<String>> list =
                registry.texts(at(coordinates, "@v", "list"), "*/*", "go-list", GoRegistry::list, clock);
        if (list.isEmpty()) {
            return RegistryRecord.without(coordinates, Existence.ABSENT, host);
        }
        long versions = Long.parseLong(list.get().getFirst());
        String first = list.get().getLast();
        RecordBuilder counted = new RecordBuilder(coordinates, host);
        counted.releases(versions);
        RegistryRecord known = counted.build();
        if (versions > 0 && detail == Detail.EXISTENCE) {
            return known;
        }
        // a module without versions is there if its proxy makes one up
        RegistryRecord latest = info(at(coordinates, "@latest"), coordinates, clock);
        if (latest.existence() != Existence.EXISTS) {
            return versions > 0 ? known : latest;
        }
        if (versions == 0) {
            return latest.and(known);
        }
        RegistryRecord earliest = info(at(coordinates, "@v", first + ".info"), coordinates, clock);
        RecordBuilder dated = new RecordBuilder(coordinates, host);
        if (earliest.knows(Aspect.DATES)) {
            dated.released(earliest.releases().firstMillis());
        }
        if (latest.knows(Aspect.DATES)) {
            dated.updated(latest.releases().latestMillis());
        }
        dated.releases(versions);
        dated.repository(latest.repository());
        dated.repositoryTold();
        return dated.build();
    }

    private RegistryRecord info(HttpUrl url, Coordinates coordinates, Clock clock) throws IOException {
        return registry.ask(url, "*/*", "go-info", coordinates, GoRegistry::info, clock);
    }

    /** Capitals are escaped, since files' names may not tell them apart (go.dev/ref/mod#module-proxy). */
    private HttpUrl at(Coordinates coordinates, String... rest) {
        StringBuilder escaped = new StringBuilder();
        for (char c : coordinates.full().toCharArray()) {
            escaped.append(c >= 'A' && c <= 'Z' ? "!" + (char) (c + 'a' - 'A') : Character.toString(c));
        }
        List<String> all = new ArrayList<>(List.of(escaped.toString().split("/", -1)));
        all.addAll(List.of(rest));
        return registry.at(all.toArray(String[]::new));
    }

    /** How many versions there are, and the first one. */
    private static List<String> list(Body body) throws IOException {
        String all = new String(body.bytes(MOST_LIST_BYTES), StandardCharsets.UTF_8);
        long count = 0;
        String first = "";
        for (String line : all.lines().toList()) {
            MalformedException.check(
                    line.isEmpty() || line.charAt(0) == 'v' && line.indexOf('<') < 0, 0, "no list of versions");
            if (!line.isEmpty()) {
                count++;
                int end = line.indexOf(' '); // what else is on a line is for people, and not for the go command either
                String version = end < 0 ? line : line.substring(0, end);
                first = first.isEmpty() || isBefore(version, first) ? version : first;
            }
        }
        return List.of(Long.toString(count), first);
    }

    /** Whether a version is the lower one, by its numbers. */
    private static boolean isBefore(String one, String other) {
        long[] left = numbers(one);
        long[] right = numbers(other);
        for (int i = 0; i < left.length; i++) {
            if (left[i] != right[i]) {
                return left[i] < right[i];
            }
        }
        return one.length() > other.length(); // what comes before a release has more to it
    }

    private static long[] numbers(String version) {
        long[] numbers = new long[3];
        int part = 0;
        for (int i = 1; i < version.length() && part < numbers.length; i++) {
            char c = version.charAt(i);
            if (c == '.') {
                part++;
            } else if (c >= '0' && c <= '9') {
                numbers[part] = Math.min(numbers[part] * 10 + c - '0', Integer.MAX_VALUE);
            } else {
                break;
            }
        }
        return numbers;
    }

    private static void info(Body body, RecordBuilder out) throws IOException {
        boolean[] version = {false};
        try (ByteReader reader = body.reader()) {
            Json json = new Json(reader, Endpoint.MOST_TEXT_BYTES);
            json.whole((field, value) -> {
                switch (field) {
                    case "Version" -> version[0] = !json.text(value).isEmpty();
                    case "Time" -> out.released(json.text(value));
                    case "Origin" ->
                        json.object(value, (part, told) -> {
                            if (part.equals("URL")) {
                                out.repository(json.text(told));
                            }
                        });
                    default -> {}
                }
            });
        }
        MalformedException.check(version[0], 0, "no version");
    }
}
